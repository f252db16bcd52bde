package dev.holdfast.simulation.referee;

import dev.holdfast.messages.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order as the ledger tells it. */
record OrderHistory(
    OrderStatus status, int version, String accountId, int quantity, @Nullable Instant holdUntil) {

  /** Whether a ledger row may turn it into that. */
  boolean mayBecome(OrderStatus next) {
    return status == next
        || (status == OrderStatus.HELD && next != OrderStatus.REJECTED)
        || (status == OrderStatus.EXPIRED && next == OrderStatus.CONFIRMED);
  }

  boolean isAllocated() {
    return status == OrderStatus.HELD || status == OrderStatus.CONFIRMED;
  }

  boolean isHeldPast(Instant time) {
    return status == OrderStatus.HELD && holdUntil != null && !holdUntil.isAfter(time);
  }
}
