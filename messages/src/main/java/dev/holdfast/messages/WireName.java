package dev.holdfast.messages;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name of a message type on the wire: data, never a class name, so classes can move. */
public enum WireName {
  PLACE_ORDER("place-order.v1", Request.PlaceOrder.class), CONFIRM_PAYMENT("confirm-payment.v1",
      Request.ConfirmPayment.class), CANCEL_ORDER("cancel-order.v1",
          Request.CancelOrder.class), OPEN_EVENT("open-event.v1",
              Request.OpenEvent.class), CHANGE_EVENT("change-event.v1",
                  Request.ChangeEvent.class), ORDER_HELD("order-held.v1",
                      Result.OrderHeld.class), ORDER_REJECTED("order-rejected.v1",
                          Result.OrderRejected.class), ORDER_CONFIRMED("order-confirmed.v1",
                              Result.OrderConfirmed.class), ORDER_EXPIRED("order-expired.v1",
                                  Result.OrderExpired.class), ORDER_CANCELLED("order-cancelled.v1",
                                      Result.OrderCancelled.class), REFUND_DUE("refund-due.v1",
                                          Result.RefundDue.class), MOVE_REFUSED("move-refused.v1",
                                              Result.MoveRefused.class), EVENT_OPENED(
                                                  "event-opened.v1",
                                                  Result.EventOpened.class), EVENT_CHANGED(
                                                      "event-changed.v1",
                                                      Result.EventChanged.class), CHANGE_REFUSED(
                                                          "change-refused.v1",
                                                          Result.ChangeRefused.class), PROGRESS(
                                                              "progress.v1",
                                                              Result.Progress.class), TICK(
                                                                  "tick.v1", Tick.class);

  private static final Map<String, WireName> BY_NAME =
      Arrays.stream(values()).collect(toUnmodifiableMap(WireName::wire, name -> name));
  private static final Map<Class<?>, WireName> BY_TYPE =
      Arrays.stream(values()).collect(toUnmodifiableMap(WireName::type, name -> name));

  private final String wire;
  private final Class<? extends Message> type;

  WireName(String wire, Class<? extends Message> type) {
    this.wire = wire;
    this.type = type;
  }

  /** The value of the header {@code ce_type}. */
  public String wire() {
    return wire;
  }

  /** The record that reads and writes it. */
  public Class<? extends Message> type() {
    return type;
  }

  /** The type behind a {@code ce_type}; empty if it is not one of ours. */
  public static Optional<WireName> named(@Nullable String wire) {
    return wire == null ? Optional.empty() : Optional.ofNullable(BY_NAME.get(wire));
  }

  /** The name of a message. */
  public static WireName of(Message message) {
    var name = BY_TYPE.get(message.getClass());
    if (name == null) {
      throw new IllegalStateException("No wire name for " + message.getClass());
    }
    return name;
  }
}
