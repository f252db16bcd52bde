package dev.holdfast.orders.http;

import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.ShownEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as clients see it. */
record EventAnswer(
    String eventId, String name, int capacity, int available, int held, int sold, long priceMinor,
    String currency, int holdSeconds, int perOrderLimit, int perCustomerLimit,
    @Nullable Instant saleOpensAt, @Nullable Instant saleClosesAt, SaleState state,
    LatePayment latePayment, Instant updatedAt, @Nullable LastOutcome lastOutcome) {

  static EventAnswer of(ShownEvent event) {
    var terms = event.terms();
    var balance = event.balance();
    return new EventAnswer(event.eventId(), terms.name(), balance.capacity(), balance.available(),
        balance.held(), balance.sold(), terms.priceMinor(), terms.currency(), terms.holdSeconds(),
        terms.perOrderLimit(), terms.perCustomerLimit(), terms.saleOpensAt(), terms.saleClosesAt(),
        terms.state(), terms.latePayment(), event.updatedAt(), event.lastOutcome());
  }
}
