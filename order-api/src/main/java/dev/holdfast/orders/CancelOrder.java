package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.model.IdempotencyKey;
import dev.holdfast.orders.model.OrderIds;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Hands the wish to give an order up to the inventory, behind the order on the same partition. A
 * repeat is the same request: under the same key, or, without one, in the same state of the order,
 * so that a refusal is not the answer for ever.
 */
@Service
public class CancelOrder {

  private static final Duration DEADLINE = Duration.ofMillis(4_700);

  private final OrderIds ids;
  private final Orders orders;
  private final Requests requests;

  CancelOrder(OrderIds ids, Orders orders, Requests requests) {
    this.ids = ids;
    this.orders = orders;
    this.requests = requests;
  }

  public Handed cancel(
      OrderKey order,
      @Nullable IdempotencyKey key,
      @Nullable String traceparent) {
    var id = key == null
        ? ids.cancellation(order, revision(order))
        : ids.cancellation(order, key);
    var request = new Request.CancelOrder(id, order.eventId(), order.orderId());
    return new Handed(id, requests.send(request, traceparent, DEADLINE));
  }

  private Revision revision(OrderKey order) {
    return orders.find(order).map(ShownOrder::revision).orElse(Revision.PENDING);
  }
}
