package dev.holdfast.audit;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A line of a client's ledger. */
sealed interface LedgerLine permits ClientLine, LedgerLine.Written {

  JsonMapper JSON = new JsonMapper();

  /** Until when the ledger holds all that was asked and told, by the client's clock. */
  record Written(Instant at) implements LedgerLine {}

  /** Reads the JSON of a line; {@code number} is for who has to mend it. */
  static LedgerLine of(String json, long number) {
    try {
      var line = JSON.readTree(json);
      var written = line.path("writtenAt").asString("");
      return written.isEmpty() ? ClientLine.of(line) : new Written(Instant.parse(written));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "Line %d of the client's ledger can't be read: %s".formatted(number, e.getMessage()), e);
    }
  }
}
