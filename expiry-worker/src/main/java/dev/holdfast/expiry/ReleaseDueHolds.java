package dev.holdfast.expiry;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.Orders.Keyed;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the tickets of due holds back to the pool.
 *
 * <p>One transaction. The events' rows are locked first, by ascending id as {@code DecideBatch}
 * does, so an order that is paid and due at the same moment becomes whichever came first, never
 * both. Done twice, the second time finds nothing due. What ends is known without deciding, so one
 * statement finds the orders and writes them; only the ledger is worked out here.
 */
@Service
public class ReleaseDueHolds {

  private final Events events;
  private final Orders orders;
  private final DueHolds dueHolds;
  private final RecordMoves recordMoves;
  private final ExpirySettings settings;

  ReleaseDueHolds(
      Events events, Orders orders, DueHolds dueHolds, RecordMoves recordMoves,
      ExpirySettings settings) {
    this.events = events;
    this.orders = orders;
    this.dueHolds = dueHolds;
    this.recordMoves = recordMoves;
    this.settings = settings;
  }

  /**
   * What was released.
   *
   * @param late how long after its end each hold was released
   * @param more events that may have more than their part of the batch
   */
  public record Released(List<Duration> late, List<String> more) {}

  private record Ended(List<Keyed> holds, Set<String> more) {}

  /**
   * Releases at most one batch, oldest first: of each event an equal part, and what some leave of
   * theirs goes to those that have more.
   */
  @Transactional
  public Released release(int shard, Collection<String> eventIds) {
    var books = new HashMap<String, EventBook>();
    events.lock(shard, eventIds).forEach(book -> books.put(book.eventId(), book));
    if (books.isEmpty()) {
      return new Released(List.of(), List.of());
    }
    var now = books.values().stream().map(EventBook::now).min(Instant::compareTo).orElseThrow();
    var until = dueHolds.releasableUntil(shard, books.keySet(), now);
    var ended = expire(shard, books.keySet(), until);
    var late = ended.holds().stream().map(hold -> release(books, hold)).toList();
    recordMoves.recordExpired(shard, books.values());
    return new Released(late, List.copyOf(ended.more()));
  }

  // Else an event of thousands beside many of a few would get a small part of each batch.
  private Ended expire(int shard, Set<String> eventIds, Instant until) {
    int part = Math.max(1, settings.batchSize() / eventIds.size());
    var parts = orders.expire(shard, eventIds, until, part);
    var large = havingAtLeast(part, parts);
    int left = settings.batchSize() - parts.size();
    if (large.isEmpty() || left < large.size()) {
      return new Ended(parts, large);
    }
    int further = left / large.size();
    var rest = orders.expire(shard, large, until, further);
    return new Ended(Stream.concat(parts.stream(), rest.stream()).toList(),
        havingAtLeast(further, rest));
  }

  private static Set<String> havingAtLeast(int count, List<Keyed> holds) {
    return holds.stream()
        .collect(groupingBy(Keyed::eventId, counting()))
        .entrySet()
        .stream()
        .filter(event -> event.getValue() >= count)
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  private static Duration release(Map<String, EventBook> books, Keyed ended) {
    var book = books.get(ended.eventId());
    var held = (Held) ended.order();
    if (book == null) {
      throw new IllegalStateException("Event %s is not locked".formatted(ended.eventId()));
    }
    book.load(held);
    book.expire(held);
    return Duration.between(held.holdUntil(), book.now());
  }
}
