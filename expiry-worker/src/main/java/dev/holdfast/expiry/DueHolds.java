package dev.holdfast.expiry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where holds have ended. A hold of a shard that is not being applied never ends. */
public interface DueHolds {

  /** An event on its shard. */
  record EventKey(int shard, String eventId) {}

  /** Events with at least one due hold, if releases are not halted; looked up without a lock. */
  List<EventKey> events();

  /**
   * The moment up to which holds of locked events may be released: the shard's requests appended
   * before it, payments above all, have been decided. Never later than {@code now}.
   */
  Instant releasableUntil(int shard, Collection<String> eventIds, Instant now);
}
