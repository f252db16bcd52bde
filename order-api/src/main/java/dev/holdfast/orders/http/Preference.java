package dev.holdfast.orders.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=20} (RFC 7240): a wish, so what is no number is ignored. */
final class Preference {

  private static final int MOST_SECONDS = 30;
  private static final Pattern WAIT = Pattern.compile(
      "(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  static Duration wait(@Nullable String prefer) {
    var wait = prefer == null ? null : WAIT.matcher(prefer);
    return wait != null && wait.find()
        ? Duration.ofSeconds(Math.min(MOST_SECONDS, Integer.parseInt(wait.group(1))))
        : Duration.ZERO;
  }
}
