package dev.holdfast.system;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An order of a made-up history, as it stands. */
final class PastOrder {

  UUID id;
  String account;
  int quantity;
  long amountMinor;
  String currency = "EUR";
  Instant placedAt;
  long offset;
  int version;
  String status;
  String reason;
  Instant holdUntil;
  String paymentId;

  /** What a ledger row says of it. */
  Map<String, Object> columns() {
    var row = new HashMap<String, Object>(Map.of("order_id", id, "order_version", version,
        "status", status, "quantity", quantity));
    row.put("rejection", reason);
    row.put("hold_until", holdUntil);
    row.put("paid_by", paymentId);
    return row;
  }
}
