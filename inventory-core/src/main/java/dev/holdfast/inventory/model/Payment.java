package dev.holdfast.inventory.model;

import java.util.UUID;

/** Money that arrived for an order; {@code amountMinor} in the currency's smallest unit. */
public record Payment(String paymentId, UUID orderId, long amountMinor, String currency) {}
