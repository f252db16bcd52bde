package dev.holdfast.orders.model;

import dev.holdfast.messages.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decided order as clients are shown it.
 *
 * @param available tickets left in the event after the order's newest ledger row
 * @param reason present while REJECTED
 * @param holdUntil present once the order was HELD
 * @param paymentId present while CONFIRMED
 */
public record ShownOrder(
    OrderKey key, Revision revision, String accountId, int quantity, long amountMinor,
    String currency, String bodyHash, Instant placedAt, OrderStatus status, @Nullable String reason,
    @Nullable Instant holdUntil, @Nullable String paymentId, int available, Instant updatedAt,
    @Nullable LastOutcome lastOutcome) {}
