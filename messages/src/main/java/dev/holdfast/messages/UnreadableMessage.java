package dev.holdfast.messages;

/** A record that is not one of our messages; {@link #getMessage()} says what is wrong with it. */
public final class UnreadableMessage extends Exception {

  public UnreadableMessage(String why) {
    super(why);
  }

  public UnreadableMessage(String why, Throwable cause) {
    super(why, cause);
  }
}
