package dev.holdfast.messages;

/** Why money must go back. A closed list. */
public enum RefundReason {
  WRONG_AMOUNT, WRONG_CURRENCY,
  /** Another payment already paid this order. */
  ALREADY_CONFIRMED,
  /** The order was released, and the event's policy is to refund late payments. */
  ALREADY_EXPIRED,
  /** The order was released, and not enough tickets were left to take them again. */
  EXPIRED_AND_SOLD_OUT,
  /** The order was released, and the customer's limit forbids taking the tickets again. */
  EXPIRED_AND_CUSTOMER_LIMIT, ALREADY_CANCELLED, ALREADY_REJECTED, UNKNOWN_ORDER,
  /** The payment id came before with another order or amount: somebody must look at this. */
  PAYMENT_ID_REUSED
}
