package dev.holdfast.inventory;

import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.LedgerEntry;
import java.util.Collection;
import java.util.List;

/** What of the ledger is still to be announced. */
public interface Publications {

  /** Ledger rows of one event that are announced together, and the number they wait under. */
  record Range(long id, List<LedgerEntry> entries) {}

  /** Adds the range of ledger rows appended in each book. */
  List<Range> add(int shard, Collection<EventBook> books);

  /** Adds, after the ranges, how far the shard has been applied. */
  void addProgress(int shard, long nextOffset);
}
