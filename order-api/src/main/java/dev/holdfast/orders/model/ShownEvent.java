package dev.holdfast.orders.model;

import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on sale as clients are shown it.
 *
 * @param floor least capacity the newest refused change could have had
 */
public record ShownEvent(
    String eventId, EventTerms terms, Balance balance, Instant updatedAt,
    @Nullable LastOutcome lastOutcome, @Nullable Integer floor) {}
