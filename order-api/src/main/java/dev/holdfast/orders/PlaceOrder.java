package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.FirstBodies.First;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderIds;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import dev.holdfast.orders.model.Wish;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Accepts an order: 202 only after the broker has it.
 *
 * <p>No transaction, no lock, nothing stored: a repeat is the same request again, which the
 * inventory applies once.
 */
@Service
public class PlaceOrder {

  private static final Duration DEADLINE = Duration.ofMillis(4_700);

  /** When the view is looked at for the decision of an order that seemed to be new. */
  private static final Duration LOOK_AFTER = Duration.ofMillis(800);

  private final EventDirectory events;
  private final FirstBodies firstBodies;
  private final OrderIds ids;
  private final Requests requests;
  private final Waiting waiting;

  PlaceOrder(
      EventDirectory events,
      FirstBodies firstBodies,
      OrderIds ids,
      Requests requests,
      Waiting waiting) {
    this.events = events;
    this.firstBodies = firstBodies;
    this.ids = ids;
    this.requests = requests;
    this.waiting = waiting;
  }

  /** What became of a wish. */
  public sealed interface Verdict {

    /** The order is in the log; {@code decided} if the client wanted to wait and it was soon. */
    record Accepted(
        OrderKey order, Sent.Acknowledged sent, Optional<ShownOrder> decided) implements Verdict {}

    /** The order may be in the log or not; a repeat is safe. */
    record Unanswered(OrderKey order, Sent.Unanswered sent) implements Verdict {}

    /** Nothing was sent: Kafka does not answer. */
    record NotSent() implements Verdict {}

    record UnknownEvent() implements Verdict {}

    record OverLimit(int perOrderLimit) implements Verdict {}

    /** The key was first used for another wish. */
    record KeyReused() implements Verdict {}
  }

  /**
   * Sends the wish, and waits for its decision.
   *
   * @param wait how long at most; the order is in the log either way
   */
  public Verdict place(Wish wish, @Nullable String traceparent, Duration wait) {
    var started = System.nanoTime();
    var event = events.find(wish.eventId()).orElse(null);
    if (event == null) {
      return new Verdict.UnknownEvent();
    }
    var order = ids.order(wish.accountId(), wish.eventId(), wish.key());
    var limit = event.terms().perOrderLimit();
    var isOver = wish.quantity() > limit;
    var first = firstBodies.find(order, wish, isOver);
    // The limit may have been lowered since the order was accepted: only a new wish is refused here.
    if (isOver && first == First.NONE) {
      return new Verdict.OverLimit(limit);
    }
    if (first == First.ANOTHER || !firstBodies.remember(order, wish)) {
      return new Verdict.KeyReused();
    }
    var sending = new Sending(wish, order, first, traceparent, started);
    return wait.isZero() || waiting.isFull() ? send(sending) : sendAndWait(sending, wait);
  }

  private record Sending(
      Wish wish, OrderKey order, First first, @Nullable String traceparent, long startedNanos) {

    Request request() {
      return new Request.PlaceOrder(order.orderId(), wish.eventId(), wish.accountId(),
          wish.quantity(), wish.bodyHash());
    }

    Duration left() {
      return DEADLINE.minusNanos(System.nanoTime() - startedNanos);
    }
  }

  private Verdict send(Sending sending) {
    return verdict(sending, requests.start(sending.request(), sending.traceparent));
  }

  private Verdict verdict(Sending sending, Requests.Delivery delivery) {
    return switch (delivery.await(sending.left())) {
      case Sent.Acknowledged sent ->
        new Verdict.Accepted(sending.order, sent, Optional.empty());
      case Sent.Unanswered sent -> new Verdict.Unanswered(sending.order, sent);
      case Sent.NotSent _ -> {
        if (sending.first != First.SAME) {
          firstBodies.forget(sending.order, sending.wish);
        }
        yield new Verdict.NotSent();
      }
    };
  }

  // In the line before it is in the log: the decision of a new order is told, and needs no look.
  // And it comes after the acknowledgement: who waits for it has waited for both.
  private Verdict sendAndWait(Sending sending, Duration wait) {
    var shard = requests.shardOf(sending.order.eventId());
    try (var place = waiting.enter(shard, sending.order, Known.of(Revision.PENDING))) {
      var delivery = requests.start(sending.request(), sending.traceparent);
      delivery.ifLost(place::giveUp);
      var soon = sending.first == First.NONE ? LOOK_AFTER : Duration.ZERO;
      var seen = place.await(soon);
      return switch (verdict(sending, delivery)) {
        case Verdict.Accepted(var order, var sent, _) ->
          answer(sending.wish, new Verdict.Accepted(order, sent,
              decision(place, seen, wait.minus(soon))));
        case Verdict other -> other;
      };
    }
  }

  private static Optional<ShownOrder> decision(
      Waiting.Place place,
      WaitingLine.@Nullable Seen told,
      Duration wait) {
    var seen = told;
    if (seen == null || seen.order().isEmpty()) {
      place.look();
      seen = place.await(wait);
    }
    return seen == null ? Optional.empty() : seen.order();
  }

  private static Verdict answer(Wish wish, Verdict.Accepted accepted) {
    return accepted.decided.filter(order -> !order.bodyHash().equals(wish.bodyHash())).isPresent()
        ? new Verdict.KeyReused()
        : accepted;
  }
}
