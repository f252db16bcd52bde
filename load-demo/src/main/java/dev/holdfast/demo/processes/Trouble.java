package dev.holdfast.demo.processes;

/** Something outside went wrong; the message says what, and what to do, for a person. */
public final class Trouble extends RuntimeException {

  public Trouble(String message) {
    super(message);
  }

  public Trouble(String message, Throwable cause) {
    super(message, cause);
  }
}
