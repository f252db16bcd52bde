package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;

/** What an event may be called: a slug chosen by its organiser, the key of all its messages. */
public final class EventId {

  static final String FORM = "[a-z0-9][a-z0-9-]{0,62}";

  private static final Form SLUG = Form.of("a-z", "0-9", "-").times(1, 63);

  private EventId() {}

  public static boolean isOne(@Nullable String text) {
    return text != null && SLUG.matches(text) && text.charAt(0) != '-';
  }
}
