package dev.holdfast.system;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A request of a made-up history at its place in the log, and the clock when it is decided. */
record Ask(UUID id, long offset, Instant requestedAt, Instant clock) {

  /** What a ledger row says of it. */
  Map<String, Object> columns() {
    return Map.of("request_id", id, "request_offset", offset, "requested_at", requestedAt);
  }

  /** A payment as its request says it. */
  record Money(String paymentId, long amountMinor, String currency) {

    Map<String, Object> columns() {
      return Map.of("payment_id", paymentId, "amount_minor", amountMinor, "currency", currency);
    }
  }
}
