package dev.holdfast.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.orders.Orders;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page ends, as the client hands it back. */
final class Paging {

  static final String DEFAULT_LIMIT = "50";

  private static final int MOST = 200;

  private Paging() {}

  static int valid(int limit) {
    if (limit < 1 || limit > MOST) {
      throw Problem.invalidParameter("limit", "must be 1 to " + MOST);
    }
    return limit;
  }

  static String behind(ShownOrder last) {
    var place = last.placedAt() + "/" + last.key().orderId();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  static Orders.@Nullable Place place(@Nullable String after) {
    if (after == null) {
      return null;
    }
    try {
      var place = new String(Base64.getUrlDecoder().decode(after), UTF_8);
      var slash = place.indexOf('/');
      return new Orders.Place(Instant.parse(place.substring(0, Math.max(0, slash))),
          UUID.fromString(place.substring(slash + 1)));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw Problem.invalidParameter("after", "must be 'next' of the page before");
    }
  }
}
