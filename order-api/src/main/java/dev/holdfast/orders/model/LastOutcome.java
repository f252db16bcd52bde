package dev.holdfast.orders.model;

import java.util.UUID;

/** The newest request about an order or event that was answered, and the answer. */
public record LastOutcome(UUID requestId, String code) {}
