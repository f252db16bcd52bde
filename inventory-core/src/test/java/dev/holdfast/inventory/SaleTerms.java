package dev.holdfast.inventory;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Terms as a test wants them: 25.00 EUR a ticket, ten minutes' hold, generous limits. */
public record SaleTerms(
    int capacity, long priceMinor, int holdSeconds, int perOrderLimit, int perCustomerLimit,
    @Nullable Instant opensAt, @Nullable Instant closesAt, SaleState state,
    LatePayment latePayment) {

  public static final long PRICE = 2_500;
  public static final String CURRENCY = "EUR";

  public static SaleTerms of(int capacity) {
    return new SaleTerms(capacity, PRICE, 600, 10, 10_000, null, null, SaleState.OPEN,
        LatePayment.REFUND);
  }

  public SaleTerms capacity(int tickets) {
    return new SaleTerms(tickets, priceMinor, holdSeconds, perOrderLimit, perCustomerLimit,
        opensAt, closesAt, state, latePayment);
  }

  public SaleTerms price(long minor) {
    return new SaleTerms(capacity, minor, holdSeconds, perOrderLimit, perCustomerLimit, opensAt,
        closesAt, state, latePayment);
  }

  public SaleTerms holdSeconds(int seconds) {
    return new SaleTerms(capacity, priceMinor, seconds, perOrderLimit, perCustomerLimit, opensAt,
        closesAt, state, latePayment);
  }

  public SaleTerms limits(int perOrder, int perCustomer) {
    return new SaleTerms(capacity, priceMinor, holdSeconds, perOrder, perCustomer, opensAt,
        closesAt, state, latePayment);
  }

  public SaleTerms window(@Nullable Instant opens, @Nullable Instant closes) {
    return new SaleTerms(capacity, priceMinor, holdSeconds, perOrderLimit, perCustomerLimit, opens,
        closes, state, latePayment);
  }

  public SaleTerms paused() {
    return new SaleTerms(capacity, priceMinor, holdSeconds, perOrderLimit, perCustomerLimit,
        opensAt, closesAt, SaleState.PAUSED, latePayment);
  }

  public SaleTerms reacquiring() {
    return new SaleTerms(capacity, priceMinor, holdSeconds, perOrderLimit, perCustomerLimit,
        opensAt, closesAt, state, LatePayment.REACQUIRE);
  }

  public EventTerms terms() {
    return new EventTerms("A night out", capacity, priceMinor, CURRENCY, holdSeconds,
        perOrderLimit, perCustomerLimit, opensAt, closesAt, state, latePayment);
  }
}
