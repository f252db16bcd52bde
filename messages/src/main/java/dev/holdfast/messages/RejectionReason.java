package dev.holdfast.messages;

/** Why an order got no tickets. A closed list: a new reason is a new version of the message. */
public enum RejectionReason {
  /** Nothing was left. */
  SOLD_OUT,
  /** Something was left, but less than the order asked for. */
  NOT_ENOUGH_LEFT,
  /** More than the event allows in one order. */
  ORDER_LIMIT,
  /** With this order the account would have more than the event allows one customer. */
  CUSTOMER_LIMIT, SALE_NOT_OPEN, SALE_CLOSED, SALE_PAUSED, UNKNOWN_EVENT,
  /** The request could not be read; the record is kept in quarantine. */
  UNREADABLE
}
