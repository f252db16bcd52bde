package dev.holdfast.demo.contenders;

/** How an order was decided. */
enum Status {
  HELD, REJECTED
}
