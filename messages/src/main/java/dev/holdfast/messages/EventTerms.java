package dev.holdfast.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an organiser decides about an event.
 *
 * @param name for people, 1 to 200 characters
 * @param capacity tickets in all, 0 to {@value #MAX_CAPACITY}
 * @param priceMinor price of one ticket in the currency's smallest unit
 * @param currency ISO 4217
 * @param holdSeconds how long an allocation may stay unpaid, from the decision on
 * @param perOrderLimit most tickets of one order
 * @param perCustomerLimit most tickets one account may hold or have bought at a time
 * @param saleOpensAt orders that reach the log earlier are rejected; absent: no lower bound
 * @param saleClosesAt orders that reach the log at or after it are rejected; absent: no upper bound
 */
public record EventTerms(
    String name, int capacity, long priceMinor, String currency, int holdSeconds, int perOrderLimit,
    int perCustomerLimit, @Nullable Instant saleOpensAt, @Nullable Instant saleClosesAt,
    SaleState state, LatePayment latePayment) {

  public static final int MAX_CAPACITY = 10_000_000;
  public static final int MAX_HOLD_SECONDS = 30 * 24 * 3600;
  public static final long MAX_AMOUNT_MINOR = 1_000_000_000_000L;
  private static final long MAX_PRICE_MINOR = MAX_AMOUNT_MINOR / Request.MAX_QUANTITY;

  public EventTerms {
    Valid.text(name, 200, "name");
    Valid.between(capacity, 0, MAX_CAPACITY, "capacity");
    Valid.between(priceMinor, 0, MAX_PRICE_MINOR, "priceMinor");
    Valid.currency(currency);
    Valid.between(holdSeconds, 1, MAX_HOLD_SECONDS, "holdSeconds");
    Valid.between(perOrderLimit, 1, Request.MAX_QUANTITY, "perOrderLimit");
    Valid.between(perCustomerLimit, 1, MAX_CAPACITY, "perCustomerLimit");
    Valid.time(saleOpensAt, "saleOpensAt");
    Valid.time(saleClosesAt, "saleClosesAt");
    Valid.present(state, "state");
    Valid.present(latePayment, "latePayment");
    if (saleOpensAt != null && saleClosesAt != null && !saleOpensAt.isBefore(saleClosesAt)) {
      throw new IllegalArgumentException("saleClosesAt must be after saleOpensAt");
    }
  }

  /** Whether the organiser lets orders in. */
  public enum SaleState {
    OPEN, PAUSED
  }

  /** What becomes of a payment that arrives after its hold was released. */
  public enum LatePayment {
    /** Take the tickets again if stock and limit allow, else refund. */
    REACQUIRE, REFUND
  }
}
