package dev.holdfast.messages;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field must look like; the message of the exception names the field and the rule. */
final class Valid {

  private static final Pattern EVENT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PAYMENT_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private Valid() {}

  static void present(@Nullable Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  static void eventId(@Nullable String value) {
    matches(value, EVENT_ID, "eventId");
  }

  static void accountId(@Nullable String value) {
    matches(value, ACCOUNT_ID, "accountId");
  }

  static void paymentId(@Nullable String value) {
    matches(value, PAYMENT_ID, "paymentId");
  }

  static void currency(@Nullable String value) {
    matches(value, CURRENCY, "currency");
  }

  static void between(long value, long least, long most, String field) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d: %d".formatted(field, least, most, value));
    }
  }

  static void text(@Nullable String value, int most, String field) {
    if (value == null || value.isBlank() || value.length() > most) {
      throw new IllegalArgumentException(
          "%s must be text of 1 to %d characters".formatted(field, most));
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(field + " must not contain the character U+0000");
    }
  }

  private static void matches(@Nullable String value, Pattern pattern, String field) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("%s must match %s".formatted(field, pattern));
    }
  }
}
