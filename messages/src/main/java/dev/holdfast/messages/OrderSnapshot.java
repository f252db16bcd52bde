package dev.holdfast.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole order after a ledger row, so that the newest row alone is enough to show it.
 *
 * @param version number of the order's ledger rows so far
 * @param amountMinor what the order costs, in the currency's smallest unit
 * @param placedAt when the request reached the log
 * @param reason present while REJECTED
 * @param holdUntil end of the hold; present once the order was HELD
 * @param paymentId the applied payment; present while CONFIRMED
 */
public record OrderSnapshot(
    UUID orderId, int version, String accountId, int quantity, long amountMinor, String currency,
    String bodyHash, Instant placedAt, OrderStatus status, @Nullable RejectionReason reason,
    @Nullable Instant holdUntil, @Nullable String paymentId) {

  public OrderSnapshot {
    Valid.present(orderId, "orderId");
    Valid.between(version, 1, Integer.MAX_VALUE, "version");
    Valid.accountId(accountId);
    Valid.between(quantity, 1, Request.MAX_QUANTITY, "quantity");
    Valid.between(amountMinor, 0, EventTerms.MAX_AMOUNT_MINOR, "amountMinor");
    Valid.currency(currency);
    Valid.text(bodyHash, 64, "bodyHash");
    Valid.present(placedAt, "placedAt");
    Valid.present(status, "status");
  }
}
