package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.FirstBodies.First;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.OrderIds;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.Wish;
import java.time.Duration;
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

  private final EventDirectory events;
  private final FirstBodies firstBodies;
  private final OrderIds ids;
  private final References references;
  private final Requests requests;

  PlaceOrder(
      EventDirectory events,
      FirstBodies firstBodies,
      OrderIds ids,
      References references,
      Requests requests) {
    this.events = events;
    this.firstBodies = firstBodies;
    this.ids = ids;
    this.references = references;
    this.requests = requests;
  }

  /** What became of a wish. */
  public sealed interface Verdict {

    /** The order is in the log; {@code reference} is its name. */
    record Accepted(
        OrderKey order, String reference, Sent.Acknowledged sent) implements Verdict {}

    /** The order may be in the log or not; a repeat is safe. */
    record Unanswered(String reference, Sent.Unanswered sent) implements Verdict {}

    /** Nothing was sent: Kafka does not answer. */
    record NotSent() implements Verdict {}

    record UnknownEvent() implements Verdict {}

    record OverLimit(int perOrderLimit) implements Verdict {}

    /** The key was first used for another wish. */
    record KeyReused() implements Verdict {}
  }

  public Verdict place(Wish wish, @Nullable String traceparent) {
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
    var request = new Request.PlaceOrder(order.orderId(), wish.eventId(), wish.accountId(),
        wish.quantity(), wish.bodyHash());
    var left = DEADLINE.minusNanos(System.nanoTime() - started);
    var reference = references.sign(order, wish.accountId());
    return switch (requests.send(request, traceparent, left)) {
      case Sent.Acknowledged sent -> new Verdict.Accepted(order, reference, sent);
      case Sent.Unanswered sent -> new Verdict.Unanswered(reference, sent);
      case Sent.NotSent _ -> {
        if (first != First.SAME) {
          firstBodies.forget(order, wish);
        }
        yield new Verdict.NotSent();
      }
    };
  }
}
