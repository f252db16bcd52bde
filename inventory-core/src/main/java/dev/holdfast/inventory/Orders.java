package dev.holdfast.inventory;

import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The orders of locked events. Never read before the event lock: what is read feeds decisions. */
public interface Orders {

  /** An order of an event. */
  record Key(String eventId, UUID orderId) {}

  /** An account that buys tickets of an event. */
  record Buyer(String eventId, String accountId) {}

  /** An order and its event. */
  record Keyed(String eventId, Order order) {}

  /** The orders there are among these. */
  List<Keyed> find(int shard, Set<Key> keys);

  /**
   * Unpaid orders whose hold ended by {@code until}: per event the oldest {@code limit}; none while
   * releases are halted.
   */
  List<Keyed> overdue(int shard, Collection<String> eventIds, Instant until, int limit);

  /**
   * Writes unpaid orders whose hold ended by {@code until} as expired: per event the oldest
   * {@code limit}; none while releases are halted.
   *
   * @return these orders as they were before
   */
  List<Keyed> expire(int shard, Collection<String> eventIds, Instant until, int limit);

  /**
   * All unpaid orders of these buyers whose hold ended by {@code until}; none while releases are
   * halted.
   */
  List<Keyed> overdueOf(int shard, Set<Buyer> buyers, Instant until);

  /** Writes every order created or moved in the books. */
  void save(int shard, Collection<EventBook> books);
}
