package dev.holdfast.decisions;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;

/** Requests about one event, each a new one; mostly about the event {@code night}. */
public record Ask(String eventId) {

  public static final String EVENT = "night";

  private static final Ask NIGHT = new Ask(EVENT);

  public static OpenEvent open(SaleTerms sale) {
    return NIGHT.toOpen(sale);
  }

  public static ChangeEvent change(SaleTerms sale) {
    return new ChangeEvent(UUID.randomUUID(), EVENT, sale.terms());
  }

  public static PlaceOrder place(String accountId, int quantity) {
    return NIGHT.toPlace(accountId, quantity);
  }

  /** The right sum, at the usual price. */
  public static ConfirmPayment pay(PlaceOrder place) {
    return new ConfirmPayment(UUID.randomUUID(), place.eventId(), place.orderId(),
        "pay-" + place.orderId(), place.quantity() * SaleTerms.PRICE, SaleTerms.CURRENCY);
  }

  public static ConfirmPayment pay(Payment payment) {
    return new ConfirmPayment(UUID.randomUUID(), EVENT, payment.orderId(), payment.paymentId(),
        payment.amountMinor(), payment.currency());
  }

  public static CancelOrder cancel(PlaceOrder place) {
    return new CancelOrder(UUID.randomUUID(), place.eventId(), place.orderId());
  }

  public OpenEvent toOpen(SaleTerms sale) {
    return new OpenEvent(UUID.randomUUID(), eventId, sale.terms());
  }

  public PlaceOrder toPlace(String accountId, int quantity) {
    return new PlaceOrder(UUID.randomUUID(), eventId, accountId, quantity, "hash");
  }
}
