package dev.holdfast.orders.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a client, handed on with the request if it is well-formed. */
final class Traces {

  static final String HEADER = "traceparent";

  private static final Pattern VALID = Pattern.compile(
      "00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traces() {}

  static @Nullable String valid(@Nullable String traceparent) {
    return traceparent != null && VALID.matcher(traceparent).matches() ? traceparent : null;
  }
}
