package dev.holdfast.audit;

import static dev.holdfast.audit.Columns.array;
import static dev.holdfast.audit.Columns.places;
import static dev.holdfast.audit.Promise.I9;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The rows of a shard's ledger, looked up by what results say they announce. */
final class LedgerRows {

  // The columns after the third are named by where a result says the same.
  private static final String ROWS =
      """
      SELECT told.line, event.incarnation, ledger.seq IS NOT NULL AS decided,
             CASE WHEN kind IN ('HELD', 'REJECTED', 'CONFIRMED', 'EXPIRED', 'CANCELLED')
                  THEN 'order-' ELSE '' END || lower(replace(kind, '_', '-')) || '.v1' AS "ce_type",
             ledger.shard AS "/entry/shard",
             ledger.request_id AS "/entry/requestId",
             ledger.request_offset AS "/entry/requestOffset",
             ledger.occurred_at AS "/entry/occurredAt",
             ledger.capacity_change AS "/entry/change/capacity",
             ledger.available_change AS "/entry/change/available",
             ledger.held_change AS "/entry/change/held",
             ledger.sold_change AS "/entry/change/sold",
             ledger.capacity AS "/entry/balance/capacity",
             ledger.available AS "/entry/balance/available",
             ledger.held AS "/entry/balance/held",
             ledger.sold AS "/entry/balance/sold",
             CASE WHEN ledger.status IS NOT NULL THEN ledger.order_id END AS "/order/orderId",
             ledger.order_version AS "/order/version",
             ledger.status AS "/order/status",
             ledger.rejection AS "/order/reason",
             ledger.hold_until AS "/order/holdUntil",
             ledger.paid_by AS "/order/paymentId",
             placed.account_id AS "/order/accountId",
             placed.quantity AS "/order/quantity",
             placed.amount_minor AS "/order/amountMinor",
             placed.currency AS "/order/currency",
             placed.body_hash AS "/order/bodyHash",
             placed.placed_at AS "/order/placedAt",
             CASE kind WHEN 'REFUND_DUE' THEN ledger.payment_id END AS "/paymentId",
             CASE kind WHEN 'REFUND_DUE' THEN ledger.amount_minor END AS "/amountMinor",
             CASE kind WHEN 'REFUND_DUE' THEN ledger.currency END AS "/currency",
             CASE kind WHEN 'REFUND_DUE' THEN ledger.reason END AS "/reason",
             CASE WHEN kind IN ('MOVE_REFUSED', 'CHANGE_REFUSED') THEN ledger.reason END AS "/code",
             ledger.floor AS "/floor",
             jsonb_strip_nulls(ledger.terms) AS "/terms"
        FROM unnest(?::int[], ?::text[], ?::bigint[]) AS told(line, event_id, seq)
        LEFT JOIN LATERAL (
             SELECT incarnation
               FROM inventory.event
              WHERE shard = ?
                AND event_id = told.event_id
             OFFSET 0) AS event
          ON true
        LEFT JOIN LATERAL (
             SELECT *
               FROM inventory.ledger
              WHERE shard = ?
                AND event_id = told.event_id
                AND seq = told.seq
             OFFSET 0) AS ledger
          ON true
        LEFT JOIN LATERAL (
             SELECT *
               FROM inventory.orders
              WHERE shard = ?
                AND event_id = told.event_id
                AND order_id = ledger.order_id
                AND ledger.status IS NOT NULL
             OFFSET 0) AS placed
          ON true
       ORDER BY told.line
      """;
  private static final int FIRST_NAMED_COLUMN = 4;

  private final Connection connection;
  private final int shard;
  private final Violations violations;

  LedgerRows(Connection connection, int shard, Violations violations) {
    this.connection = connection;
    this.shard = shard;
    this.violations = violations;
  }

  /** Adds where results say otherwise than the ledger. */
  void compare(List<ResultRecord> entries) throws SQLException {
    try (var statement = connection.prepareStatement(ROWS)) {
      places(statement, 1, entries);
      array(statement, 2, "text", entries, ResultRecord::eventId);
      array(statement, 3, "bigint", entries, ResultRecord::seq);
      for (int parameter = 4; parameter <= 6; parameter++) {
        statement.setInt(parameter, shard);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          compare(entries.get(rows.getInt("line")), rows);
        }
      }
    }
  }

  private void compare(ResultRecord result, ResultSet row) throws SQLException {
    int incarnation = row.getInt("incarnation");
    var where = "event %s seq %d at offset %d".formatted(result.eventId(), result.seq(),
        result.offset());
    if (result.incarnation() > incarnation && incarnation > 0) {
      add("result of an incarnation there is not", where + ": " + result.incarnation());
    } else if (!row.getBoolean("decided")) {
      if (incarnation == 0 || result.incarnation() == incarnation) {
        add("result without a ledger row", where);
      }
    } else if (result.incarnation() == incarnation) {
      var otherwise = result.otherThan(row, FIRST_NAMED_COLUMN);
      if (otherwise != null) {
        add("result says otherwise than the ledger", where + ": " + otherwise);
      }
    }
  }

  private void add(String what, String example) {
    violations.add(I9, what, "shard %d: %s".formatted(shard, example));
  }
}
