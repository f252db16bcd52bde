package dev.holdfast.inventory;

import dev.holdfast.inventory.model.EventBook;
import java.util.Collection;
import java.util.List;

/** The event rows: whoever holds one's lock is the only one to decide or release for the event. */
public interface Events {

  /**
   * Locks the rows of these events until the end of the transaction, in ascending order of id, and
   * only then reads the database clock. Events without a row are left out.
   */
  List<EventBook> lock(int shard, Collection<String> eventIds);

  /** Makes rows of capacity 0 for events nobody has opened yet, so that they can be locked. */
  void addUnknown(int shard, String topic, Collection<String> eventIds);

  /** Writes balance, terms and ledger head of locked events. */
  void save(int shard, Collection<EventBook> books);
}
