package dev.holdfast.inventory.model;

import java.time.Instant;
import java.util.UUID;

/**
 * What never changes about an order.
 *
 * @param amountMinor what it costs, at the price in force when it was decided
 * @param bodyHash of what the customer sent
 * @param placedAt when the request was appended to the log
 * @param requestOffset where it stands there
 */
public record OrderFacts(
    UUID orderId, String accountId, int quantity, long amountMinor, String currency,
    String bodyHash, Instant placedAt, long requestOffset) {}
