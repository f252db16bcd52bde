package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import dev.holdfast.orders.Requests.Sent;
import dev.holdfast.orders.model.OrderIds;
import dev.holdfast.orders.model.OrderKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Hands a payment of an order to the inventory, behind the order on the same partition. A repeat of
 * the same payment is the same request.
 */
@Service
public class PayOrder {

  private static final Duration DEADLINE = Duration.ofMillis(4_700);

  private final OrderIds ids;
  private final Requests requests;

  PayOrder(OrderIds ids, Requests requests) {
    this.ids = ids;
    this.requests = requests;
  }

  /** What the payment service says about its payment. */
  public record Payment(String paymentId, long amountMinor, String currency) {}

  public Handed pay(OrderKey order, Payment payment, @Nullable String traceparent) {
    var id = ids.payment(order, payment.paymentId(), payment.amountMinor(), payment.currency());
    Sent sent = requests.send(new Request.ConfirmPayment(id, order.eventId(), order.orderId(),
        payment.paymentId(), payment.amountMinor(), payment.currency()), traceparent, DEADLINE);
    return new Handed(id, sent);
  }
}
