package dev.holdfast.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of a client's ledger: one idempotency key, and what the client was told under it.
 *
 * @param orderId absent if the client was told none
 * @param status last shown, with its incarnation and version; PENDING if none was
 * @param broken promises that answers broke, in the client's words
 */
record ClientLine(
    String eventId, String accountId, String key, Acceptance acceptance, @Nullable UUID orderId,
    String status, int incarnation, int version, List<String> broken) implements LedgerLine {

  /** What the client knows about the acceptance. */
  enum Acceptance {
    ACCEPTED,
    /** Every answer was a definite refusal. */
    REFUSED,
    /** An answer never came. */
    UNKNOWN
  }

  static ClientLine of(JsonNode line) {
    var orderId = line.path("orderId").asString("");
    var broken = new ArrayList<String>();
    line.path("broken").forEach(promise -> broken.add(promise.asString("")));
    return new ClientLine(text(line, "eventId"), text(line, "accountId"), text(line, "key"),
        Acceptance.valueOf(text(line, "acceptance").toUpperCase(Locale.ROOT)),
        orderId.isEmpty() ? null : UUID.fromString(orderId),
        line.path("status").asString("PENDING"), line.path("incarnation").asInt(0),
        line.path("version").asInt(0), broken);
  }

  private static String text(JsonNode line, String field) {
    var text = line.path(field).asString("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
