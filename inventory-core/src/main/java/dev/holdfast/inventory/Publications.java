package dev.holdfast.inventory;

import dev.holdfast.inventory.model.EventBook;
import java.util.Collection;

/** What of the ledger is still to be announced. */
public interface Publications {

  /** Adds the range of ledger rows appended in each book. */
  void add(int shard, Collection<EventBook> books);

  /** Adds, after the ranges, how far the shard has been applied. */
  void addProgress(int shard, long nextOffset);
}
