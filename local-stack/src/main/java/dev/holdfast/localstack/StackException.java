package dev.holdfast.localstack;

import org.jspecify.annotations.Nullable;

/** A stack can't start or go on; the message says why, and what to do, for a person. */
public final class StackException extends RuntimeException {

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
