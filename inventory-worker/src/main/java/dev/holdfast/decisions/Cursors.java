package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Cursor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How far each partition has been applied, in the database that holds what was applied. */
public interface Cursors {

  /** The cursor, its row locked until the end of the transaction: a second worker waits here. */
  Cursor lock(String topic, int shard);

  /** Writes a cursor whose row is locked. */
  void advance(Cursor cursor);

  /** The cursor as it stands, without a lock. */
  Optional<Cursor> find(String topic, int shard);

  /**
   * The cursors of those of these shards where a hold has ended, by the database's clock, and the
   * log is not applied beyond its end.
   */
  List<Cursor> withHoldsEnded(String topic, Collection<Integer> shards);

  /** Makes the cursor rows of a topic, at its start; what is there already stays. */
  void create(String topic, UUID topicId, int partitions);

  /** All cursors of a topic, by shard. */
  List<Cursor> all(String topic);

  /** Whether any event has been decided about: then a missing cursor row is a loss. */
  boolean anyEvent();
}
