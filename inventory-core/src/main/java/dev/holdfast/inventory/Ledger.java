package dev.holdfast.inventory;

import dev.holdfast.inventory.model.LedgerEntry;
import java.util.List;

/** The append-only list of all decisions and releases. */
public interface Ledger {

  /**
   * Appends rows of locked events.
   *
   * @throws org.springframework.dao.DuplicateKeyException if another writer took a seq: roll back
   */
  void append(int shard, List<LedgerEntry> entries);
}
