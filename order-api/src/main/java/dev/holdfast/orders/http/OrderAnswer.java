package dev.holdfast.orders.http;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order as clients see it. While it is PENDING most is absent. */
record OrderAnswer(
    String ref, String eventId, String status, int version, @Nullable Integer quantity,
    @Nullable Long amountMinor, @Nullable String currency, @Nullable String reason,
    @Nullable Integer available, @Nullable Instant holdUntil, @Nullable Instant payBy,
    @Nullable String paymentId, @Nullable Instant placedAt, @Nullable Instant updatedAt,
    @Nullable LastOutcome lastOutcome, @Nullable Long ahead, @Nullable Integer pollAfterMs) {

  static OrderAnswer of(String ref, ShownOrder order, Duration payMargin) {
    var holdUntil = order.holdUntil();
    var payBy = holdUntil == null || order.status() != OrderStatus.HELD
        ? null
        : holdUntil.minus(payMargin);
    return new OrderAnswer(ref, order.key().eventId(), order.status().name(),
        order.revision().version(), order.quantity(), order.amountMinor(), order.currency(),
        order.reason(), order.available(), holdUntil, payBy, order.paymentId(), order.placedAt(),
        order.updatedAt(), order.lastOutcome(), null, null);
  }

  static OrderAnswer pending(String ref, String eventId, @Nullable Long ahead) {
    return new OrderAnswer(ref, eventId, "PENDING", 0, null, null, null, null, null, null, null,
        null, null, null, null, ahead, Line.pollAfterMillis(ahead));
  }

  /** The order did not get into the log: repeat it with the same key. */
  static OrderAnswer notReceived(String ref, String eventId) {
    return new OrderAnswer(ref, eventId, "NOT_RECEIVED", 0, null, null, null, null, null, null,
        null, null, null, null, null, null, null);
  }
}
