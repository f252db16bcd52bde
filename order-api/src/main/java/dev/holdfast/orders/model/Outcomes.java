package dev.holdfast.orders.model;

import dev.holdfast.messages.Result;
import java.util.Objects;

/** What clients read in {@code lastOutcome.code}. */
final class Outcomes {

  static final String OPENED = "OPENED";
  static final String CHANGED = "CHANGED";

  private Outcomes() {}

  static String code(Result.Announced result) {
    return switch (result) {
      case Result.OrderHeld _ -> "HELD";
      case Result.OrderRejected(_, var order) -> Objects.requireNonNull(order.reason(),
          () -> "Order %s is REJECTED without a reason".formatted(order.orderId())).name();
      case Result.OrderConfirmed _ -> "CONFIRMED";
      case Result.OrderExpired _ -> "EXPIRED";
      case Result.OrderCancelled _ -> "CANCELLED";
      case Result.RefundDue refund -> "REFUND_DUE_" + refund.reason().name();
      case Result.MoveRefused refused -> refused.code().name();
      case Result.EventOpened _ -> OPENED;
      case Result.EventChanged _ -> CHANGED;
      case Result.ChangeRefused refused -> refused.code().name();
    };
  }
}
