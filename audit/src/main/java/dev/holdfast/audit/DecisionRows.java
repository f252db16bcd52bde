package dev.holdfast.audit;

import static dev.holdfast.audit.Columns.array;
import static dev.holdfast.audit.Promise.I8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/** What a shard's tables say was decided on requests of the log. */
final class DecisionRows {

  // An exact repeat of a payment under another request id is no request of its own.
  private static final String ROWS =
      """
      SELECT asked.record_offset, asked.type, asked.event_id, asked.request_id,
             quarantined OR decision.request_offset = asked.record_offset AS decided_here,
             CASE WHEN quarantined THEN NULL
                  WHEN asked.type IS NULL THEN 'can''t be read and is not in quarantine'
                  WHEN decision.request_offset IS NULL THEN 'is not decided'
                  WHEN decision.request_offset > asked.record_offset
                    THEN 'is decided as of offset ' || decision.request_offset
                  WHEN decision.request_offset = asked.record_offset
                   AND decision.said <> asked.said
                    THEN format('says %s, decided is %s', asked.said, decision.said)
              END AS fault
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[])
          AS asked(record_offset, type, event_id, request_id, order_id, payment_id, said)
       CROSS JOIN LATERAL (
             SELECT EXISTS (SELECT
                              FROM inventory.quarantine
                             WHERE shard = ?
                               AND topic = 'purchase-requests'
                               AND record_offset = asked.record_offset) AS quarantined) AS kept
        LEFT JOIN LATERAL (
             SELECT request_offset, account_id || ' ' || quantity || ' ' || body_hash AS said
               FROM inventory.orders
              WHERE asked.type = 'place-order.v1'
                AND shard = ?
                AND event_id = asked.event_id
                AND order_id = asked.order_id
              UNION ALL
             SELECT request_offset,
                    CASE WHEN payment_id IS NULL THEN order_id::text
                         ELSE order_id || ' ' || amount_minor || ' ' || currency END
               FROM inventory.ledger
              WHERE asked.type <> 'place-order.v1'
                AND shard = ?
                AND event_id = asked.event_id
                AND request_id = asked.request_id
                AND kind NOT IN ('HELD', 'REJECTED')
              UNION ALL
             SELECT request_offset, asked.said
               FROM inventory.payment
              WHERE asked.type = 'confirm-payment.v1'
                AND shard = ?
                AND event_id = asked.event_id
                AND payment_id = asked.payment_id
                AND order_id || ' ' || amount_minor || ' ' || currency = asked.said
              ORDER BY request_offset
              LIMIT 1) AS decision
          ON true
      """;

  private final Connection connection;
  private final int shard;
  private final Violations violations;

  DecisionRows(Connection connection, int shard, Violations violations) {
    this.connection = connection;
    this.shard = shard;
    this.violations = violations;
  }

  /** Adds requests without their decision; tells the offsets that have one of their own. */
  void compare(List<RequestRecord> asked, LongConsumer decided) throws SQLException {
    try (var statement = connection.prepareStatement(ROWS)) {
      bind(statement, asked);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean("decided_here")) {
            decided.accept(rows.getLong("record_offset"));
          }
          if (rows.getString("fault") != null) {
            add(rows);
          }
        }
      }
    }
  }

  private void add(ResultSet row) throws SQLException {
    violations.add(I8, "request without its decision",
        "shard %d: offset %d, event %s: %s %s %s".formatted(shard, row.getLong("record_offset"),
            row.getString("event_id"), row.getString("type"), row.getString("request_id"),
            row.getString("fault")));
  }

  private void bind(PreparedStatement statement, List<RequestRecord> asked) throws SQLException {
    array(statement, 1, "bigint", asked, RequestRecord::offset);
    array(statement, 2, "text", asked, RequestRecord::type);
    array(statement, 3, "text", asked, RequestRecord::eventId);
    array(statement, 4, "uuid", asked, RequestRecord::requestId);
    array(statement, 5, "uuid", asked, RequestRecord::orderId);
    array(statement, 6, "text", asked, RequestRecord::paymentId);
    array(statement, 7, "text", asked, RequestRecord::said);
    for (int parameter = 8; parameter <= 11; parameter++) {
      statement.setInt(parameter, shard);
    }
  }
}
