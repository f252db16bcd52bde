package dev.holdfast.inventory.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in the log.
 *
 * @param appendedAt the broker's time; never falls within a partition
 * @param traceparent W3C trace context the client sent, if any
 */
public record RequestPosition(
    UUID requestId, long offset, Instant appendedAt, @Nullable String traceparent) {}
