package dev.holdfast.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a client's ledger: one idempotency key, and what the client was told under it.
 *
 * @param orderId absent if the client was told none
 * @param status last shown, with its incarnation and version; PENDING if none was
 * @param broken promises that answers broke, in the client's words
 */
record ClientLine(
    String eventId, String accountId, String key, Acceptance acceptance, @Nullable UUID orderId,
    String status, int incarnation, int version, List<String> broken) {

  /** What the client knows about the acceptance. */
  enum Acceptance {
    ACCEPTED,
    /** Every answer was a definite refusal. */
    REFUSED,
    /** An answer never came. */
    UNKNOWN
  }

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads the JSON of a line; {@code number} is for who has to mend it. */
  static ClientLine of(String json, long number) {
    try {
      var line = JSON.readTree(json);
      var orderId = line.path("orderId").asString("");
      var broken = new ArrayList<String>();
      line.path("broken").forEach(promise -> broken.add(promise.asString("")));
      return new ClientLine(text(line, "eventId"), text(line, "accountId"), text(line, "key"),
          Acceptance.valueOf(text(line, "acceptance").toUpperCase(Locale.ROOT)),
          orderId.isEmpty() ? null : UUID.fromString(orderId),
          line.path("status").asString("PENDING"), line.path("incarnation").asInt(0),
          line.path("version").asInt(0), broken);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Line %d of the client's ledger can't be read: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static String text(JsonNode line, String field) {
    var text = line.path(field).asString("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
