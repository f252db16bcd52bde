package dev.holdfast.demo.crowd;

/** What a buyer does once tickets are held for him. */
public enum Intent {
  PAY, CANCEL,
  /** Do nothing until the hold has ended. */
  LAPSE
}
