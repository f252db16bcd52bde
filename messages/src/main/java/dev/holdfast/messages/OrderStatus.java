package dev.holdfast.messages;

/** Where a decided order stands. Before its decision an order is PENDING, which no message says. */
public enum OrderStatus {
  HELD, REJECTED, CONFIRMED, EXPIRED, CANCELLED
}
