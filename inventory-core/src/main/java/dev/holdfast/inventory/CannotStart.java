package dev.holdfast.inventory;

/** What no waiting will mend; {@link #getMessage()} says what is wrong and what to do. */
public final class CannotStart extends RuntimeException {

  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
