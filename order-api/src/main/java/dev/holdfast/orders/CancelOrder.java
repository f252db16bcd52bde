package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.model.OrderIds;
import dev.holdfast.orders.model.OrderKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Hands the wish to give an order up to the inventory, behind the order on the same partition. A
 * repeat is the same request.
 */
@Service
public class CancelOrder {

  private static final Duration DEADLINE = Duration.ofMillis(4_700);

  private final OrderIds ids;
  private final Requests requests;

  CancelOrder(OrderIds ids, Requests requests) {
    this.ids = ids;
    this.requests = requests;
  }

  public Handed cancel(OrderKey order, @Nullable String traceparent) {
    var id = ids.cancellation(order);
    var request = new Request.CancelOrder(id, order.eventId(), order.orderId());
    return new Handed(id, requests.send(request, traceparent, DEADLINE));
  }
}
