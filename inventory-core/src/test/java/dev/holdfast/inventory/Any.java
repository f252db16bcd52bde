package dev.holdfast.inventory;

import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import java.time.Instant;
import java.util.UUID;

/** Orders, payments and requests of which a test names only what matters to it. */
public final class Any {

  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Any() {}

  public static OrderFacts order(int quantity) {
    return order("ada", quantity);
  }

  public static OrderFacts order(String accountId, int quantity) {
    return new OrderFacts(UUID.randomUUID(), accountId, quantity, quantity * SaleTerms.PRICE,
        SaleTerms.CURRENCY, "hash", NOON, 0);
  }

  public static RequestPosition request() {
    return request(0);
  }

  public static RequestPosition request(long offset) {
    return new RequestPosition(UUID.randomUUID(), offset, NOON, null);
  }

  /** What the order costs. */
  public static Payment paymentFor(Order order) {
    return new Payment("pay-" + order.id(), order.id(), order.facts().amountMinor(),
        order.facts().currency());
  }

  /** An event on sale under these terms, with nothing allocated yet. */
  public static EventBook book(String eventId, SaleTerms sale) {
    var book = new EventBook(eventId, null, new Balance(0, 0, 0, 0), 0, NOON);
    book.put(sale.terms(), request());
    return book;
  }
}
