package dev.holdfast.orders;

import java.util.UUID;

/** A request was handed to the topic; the order's {@code lastOutcome} will name it. */
public record Handed(UUID requestId, Requests.Sent sent) {}
