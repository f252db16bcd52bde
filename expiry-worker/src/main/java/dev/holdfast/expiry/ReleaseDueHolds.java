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
 * both. Done twice, the second time finds nothing due.
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
   * @param more whether an event may have more than its part of the batch
   */
  public record Released(List<Duration> late, boolean more) {}

  private record Due(List<Keyed> holds, boolean more) {}

  /**
   * Releases at most one batch, oldest first: of each event an equal part, and what some leave of
   * theirs goes to those that have more.
   */
  @Transactional
  public Released release(int shard, Collection<String> eventIds) {
    var books = new HashMap<String, EventBook>();
    events.lock(shard, eventIds).forEach(book -> books.put(book.eventId(), book));
    if (books.isEmpty()) {
      return new Released(List.of(), false);
    }
    var now = books.values().stream().map(EventBook::now).min(Instant::compareTo).orElseThrow();
    var until = dueHolds.releasableUntil(shard, books.keySet(), now);
    var due = due(shard, books.keySet(), until);
    var late = due.holds().stream().map(hold -> release(books, hold)).toList();
    recordMoves.record(shard, books.values());
    return new Released(late, due.more());
  }

  // Else an event of thousands beside many of a few would get a small part of each batch.
  private Due due(int shard, Set<String> eventIds, Instant until) {
    int part = Math.max(1, settings.batchSize() / eventIds.size());
    var parts = orders.overdue(shard, eventIds, until, part);
    var large = havingAtLeast(part, parts);
    int left = settings.batchSize() - parts.size();
    if (large.isEmpty() || left < large.size()) {
      return new Due(parts, !large.isEmpty());
    }
    int largePart = part + left / large.size();
    var ofLarge = orders.overdue(shard, large, until, largePart);
    var ofOthers = parts.stream().filter(hold -> !large.contains(hold.eventId()));
    return new Due(Stream.concat(ofOthers, ofLarge.stream()).toList(),
        !havingAtLeast(largePart, ofLarge).isEmpty());
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

  private static Duration release(Map<String, EventBook> books, Keyed due) {
    var book = books.get(due.eventId());
    var held = (Held) due.order();
    if (book == null) {
      throw new IllegalStateException("Event %s is not locked".formatted(due.eventId()));
    }
    book.load(held);
    book.expire(held);
    return Duration.between(held.holdUntil(), book.now());
  }
}
