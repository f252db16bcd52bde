package dev.holdfast.decisions;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;

/** Requests about the event {@code night}, each a new one. */
public final class Ask {

  public static final String EVENT = "night";

  private Ask() {}

  public static OpenEvent open(SaleTerms sale) {
    return new OpenEvent(UUID.randomUUID(), EVENT, sale.terms());
  }

  public static ChangeEvent change(SaleTerms sale) {
    return new ChangeEvent(UUID.randomUUID(), EVENT, sale.terms());
  }

  public static PlaceOrder place(String accountId, int quantity) {
    return new PlaceOrder(UUID.randomUUID(), EVENT, accountId, quantity, "hash");
  }

  /** The right sum, at the usual price. */
  public static ConfirmPayment pay(PlaceOrder place) {
    return pay(new Payment("pay-" + place.orderId(), place.orderId(),
        place.quantity() * SaleTerms.PRICE, SaleTerms.CURRENCY));
  }

  public static ConfirmPayment pay(Payment payment) {
    return new ConfirmPayment(UUID.randomUUID(), EVENT, payment.orderId(), payment.paymentId(),
        payment.amountMinor(), payment.currency());
  }

  public static CancelOrder cancel(PlaceOrder place) {
    return cancel(place.orderId());
  }

  public static CancelOrder cancel(UUID orderId) {
    return new CancelOrder(UUID.randomUUID(), EVENT, orderId);
  }
}
