package dev.holdfast.messages;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event may be called: a slug chosen by its organiser, the key of all its messages. */
public final class EventId {

  static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private EventId() {}

  public static boolean isOne(@Nullable String text) {
    return text != null && FORM.matcher(text).matches();
  }
}
