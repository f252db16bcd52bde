package dev.holdfast.expiry;

import dev.holdfast.expiry.DueHolds.EventKey;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order.Held;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the tickets of an event's due holds back to the pool.
 *
 * <p>One transaction. The event's row is locked first, as {@code DecideBatch} does, so an order
 * that is paid and due at the same moment becomes whichever came first, never both. Done twice, the
 * second time finds nothing due.
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

  /** Releases at most one batch, oldest first, and says how late each release was. */
  @Transactional
  public List<Duration> release(EventKey event) {
    var locked = events.lock(event.shard(), List.of(event.eventId()));
    if (locked.isEmpty()) {
      return List.of();
    }
    var book = locked.getFirst();
    var until = dueHolds.releasableUntil(event, book.now());
    var due = orders.overdue(event.shard(), List.of(event.eventId()), until, settings.batchSize());
    var lags = due.stream().map(hold -> release(book, (Held) hold.order())).toList();
    recordMoves.record(event.shard(), locked);
    return lags;
  }

  private static Duration release(EventBook book, Held held) {
    book.load(held);
    book.expire(held);
    return Duration.between(held.holdUntil(), book.now());
  }
}
