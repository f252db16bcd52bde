package dev.holdfast.messages;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which characters a text may have, and how many. Says itself as a regular expression, but is not
 * one: every message is checked several times, and matching cost as much as reading it.
 */
record Form(String expression, BitSet allowed, int least, int most) {

  /** Characters of one byte: {@code "a-z"} is a range, anything shorter stands for itself. */
  static Form of(String... characters) {
    var allowed = new BitSet();
    for (var some : characters) {
      allowed.set(some.charAt(0), some.charAt(some.length() - 1) + 1);
    }
    return new Form("[" + String.join("", characters) + "]", allowed, 1, 1);
  }

  Form times(int fewest, int atMost) {
    return new Form(expression, allowed, fewest, atMost);
  }

  boolean matches(@Nullable String text) {
    if (text == null || text.length() < least || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!allowed.get(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return expression + (least == most ? "{%d}".formatted(most) : "{%d,%d}".formatted(least, most));
  }
}
