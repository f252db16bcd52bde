package dev.holdfast.system;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** Writes a {@link History} as the workers and order-api would have left it. */
final class HistoryTables {

  private static final String SHOW =
      """
      INSERT INTO orders.order_view
      SELECT event_id, order_id, shard, incarnation, version, account_id, quantity, amount_minor,
             currency, body_hash, placed_at, status, reason, hold_until, payment_id, available,
             NULL, status, now()
        FROM inventory.orders
        JOIN inventory.event USING (shard, event_id);
      INSERT INTO orders.event_view
      SELECT event_id, shard, incarnation, last_seq, capacity, available, held, sold, terms, NULL,
             'CHANGED', NULL, now()
        FROM inventory.event;
      INSERT INTO orders.shard_position
      SELECT shard, 0, next_offset
        FROM inventory.cursor;
      ANALYZE;
      """;

  private final List<Map<String, Object>> cursors = new ArrayList<>();
  private final List<Map<String, Object>> events = new ArrayList<>();
  private final List<Map<String, Object>> orders = new ArrayList<>();
  private final List<Map<String, Object>> payments = new ArrayList<>();
  private final List<Map<String, Object>> ledger = new ArrayList<>();

  private HistoryTables(History history) {
    for (int shard = 0; shard < History.SHARDS; shard++) {
      cursors.add(Map.of("shard", shard, "topic", "purchase-requests", "topic_id",
          new UUID(0, 1), "next_offset", history.nextOffset[shard], "leader_epoch", 0,
          "applied_until", history.appliedUntil[shard], "incarnation", 1));
    }
    history.events.stream().filter(event -> !event.ledger.isEmpty()).forEach(this::add);
  }

  /** Fills the empty tables of both schemas. */
  static void write(History history, DataSource superuser) throws SQLException {
    var tables = new HistoryTables(history);
    try (var connection = superuser.getConnection(); var show = connection.createStatement()) {
      insert(connection, "cursor", tables.cursors);
      insert(connection, "event", tables.events);
      insert(connection, "orders", tables.orders);
      insert(connection, "payment", tables.payments);
      insert(connection, "ledger", tables.ledger);
      show.execute(SHOW);
    }
  }

  private void add(EventHistory event) {
    var row = new HashMap<String, Object>(Map.of("shard", event.shard, "event_id", event.id,
        "topic", "purchase-requests", "incarnation", 1, "last_seq", event.ledger.size(),
        "last_decided_at", event.ledger.getLast().get("occurred_at")));
    row.putAll(Map.of("capacity", event.capacity, "available", event.available, "held",
        event.held, "sold", event.sold));
    row.put("terms", event.terms);
    events.add(row);
    ledger.addAll(event.ledger);
    payments.addAll(event.payments.values());
    event.orders.values().forEach(order -> orders.add(row(event, order)));
  }

  private static Map<String, Object> row(EventHistory event, PastOrder order) {
    var row = new HashMap<String, Object>(Map.of("shard", event.shard, "event_id", event.id,
        "order_id", order.id, "account_id", order.account, "quantity", order.quantity,
        "amount_minor", order.amountMinor, "currency", order.currency, "body_hash", "hash",
        "placed_at", order.placedAt, "request_offset", order.offset));
    row.putAll(Map.of("version", order.version, "status", order.status));
    row.put("reason", order.reason);
    row.put("hold_until", order.holdUntil);
    row.put("payment_id", order.paymentId);
    return row;
  }

  private static void insert(
      Connection connection,
      String table,
      List<Map<String, Object>> rows) throws SQLException {
    var sql = """
        INSERT INTO inventory.%1$s
        SELECT *
          FROM jsonb_populate_recordset(NULL::inventory.%1$s, ?::jsonb)
        """.formatted(table);
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, JsonMapper.shared().writeValueAsString(rows));
      statement.executeUpdate();
    }
  }
}
