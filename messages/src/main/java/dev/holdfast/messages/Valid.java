package dev.holdfast.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a field must look like; the message of the exception names the field and the rule. */
final class Valid {

  private static final Form ACCOUNT_ID = Form.of("A-Z", "a-z", "0-9", "_", "-").times(1, 64);
  private static final Form PAYMENT_ID =
      Form.of("A-Z", "a-z", "0-9", ".", "_", ":", "-").times(1, 64);
  private static final Form CURRENCY = Form.of("A-Z").times(3, 3);

  // What every database, browser and calendar can show.
  private static final Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Valid() {}

  static void present(@Nullable Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  static void eventId(@Nullable String value) {
    if (!EventId.isOne(value)) {
      throw new IllegalArgumentException("eventId must match " + EventId.FORM);
    }
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
    if (value.codePoints().anyMatch(Valid::isHalfOfPair)) {
      throw new IllegalArgumentException(field + " must not contain half a surrogate pair");
    }
  }

  static void time(@Nullable Instant value, String field) {
    if (value != null && (value.isBefore(FIRST_TIME) || value.isAfter(LAST_TIME))) {
      throw new IllegalArgumentException(
          "%s must be %s to %s: %s".formatted(field, FIRST_TIME, LAST_TIME, value));
    }
  }

  private static boolean isHalfOfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static void matches(@Nullable String value, Form form, String field) {
    if (!form.matches(value)) {
      throw new IllegalArgumentException("%s must match %s".formatted(field, form));
    }
  }
}
