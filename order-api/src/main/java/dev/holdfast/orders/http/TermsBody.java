package dev.holdfast.orders.http;

import static dev.holdfast.messages.EventTerms.MAX_CAPACITY;
import static dev.holdfast.messages.EventTerms.MAX_HOLD_SECONDS;
import static dev.holdfast.messages.Request.MAX_QUANTITY;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an organiser sends. */
record TermsBody(
    @Required @Size(min = 1, max = 200) @Pattern(regexp = "[^\\x00]*\\S[^\\x00]*", flags = Pattern.Flag.DOTALL, message = "must not be blank") @Nullable String name,
    @Required @Min(0) @Max(MAX_CAPACITY) @Nullable Integer capacity,
    @Required @Min(0) @Max(MAX_PRICE_MINOR) @Nullable Long priceMinor,
    @Required @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters") @Nullable String currency,
    @Required @Min(1) @Max(MAX_HOLD_SECONDS) @Nullable Integer holdSeconds,
    @Required @Min(1) @Max(MAX_QUANTITY) @Nullable Integer perOrderLimit,
    @Required @Min(1) @Max(MAX_CAPACITY) @Nullable Integer perCustomerLimit,
    @Nullable Instant saleOpensAt, @Nullable Instant saleClosesAt, @Nullable SaleState state,
    @Nullable LatePayment latePayment) {

  private static final long MAX_PRICE_MINOR = EventTerms.MAX_AMOUNT_MINOR / MAX_QUANTITY;

  EventTerms toTerms() {
    try {
      return new EventTerms(
          requireNonNull(name), requireNonNull(capacity), requireNonNull(priceMinor),
          requireNonNull(currency), requireNonNull(holdSeconds), requireNonNull(perOrderLimit),
          requireNonNull(perCustomerLimit), saleOpensAt, saleClosesAt,
          requireNonNullElse(state, SaleState.OPEN),
          requireNonNullElse(latePayment, LatePayment.REFUND));
    } catch (IllegalArgumentException e) {
      // The message begins with the name of the field.
      var rule = String.valueOf(e.getMessage());
      throw Problem
          .invalid(Problem.FieldError.at("#/" + rule.substring(0, rule.indexOf(' ')), rule));
    }
  }
}
