package dev.holdfast.demo.verdict;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads how one event stands, as the auditor. */
public final class InventoryReader {

  private static final String ORDERS =
      """
      SELECT order_id, account_id, status, version
        FROM inventory.orders
       WHERE event_id = ?
      """;

  private static final String ORDERS_BY_STATUS =
      """
        SELECT status, coalesce(reason, ''), count(*)::int
          FROM inventory.orders
         WHERE event_id = ?
      GROUP BY status, reason
      """;

  private static final String BALANCE =
      """
      SELECT e.available,
             coalesce((SELECT max(allocated)
                         FROM (SELECT sum(held_change + sold_change) OVER (ORDER BY seq) AS allocated
                                 FROM inventory.ledger
                                WHERE event_id = e.event_id) AS running), 0)::int,
             (SELECT coalesce(sum(quantity), 0)
                FROM inventory.orders
               WHERE event_id = e.event_id
                 AND status IN ('HELD', 'CONFIRMED'))::int
        FROM inventory.event AS e
       WHERE e.event_id = ?
      """;

  private static final String FIRST_WAVE =
      """
      WITH first_release AS (
             SELECT coalesce(min(seq), 9223372036854775807) AS seq
               FROM inventory.ledger
              WHERE event_id = ?
                AND kind IN ('EXPIRED', 'CANCELLED'))
      SELECT count(*)::int,
             (count(*) FILTER (WHERE kind = 'HELD'))::int
        FROM inventory.ledger
       WHERE event_id = ?
         AND kind IN ('HELD', 'REJECTED')
         AND seq < (SELECT seq FROM first_release)
      """;

  private final DataSource auditor;
  private final String eventId;

  public InventoryReader(DataSource auditor, String eventId) {
    this.auditor = auditor;
    this.eventId = eventId;
  }

  /** All orders of the event. */
  public Map<UUID, InventoryOrder> orders() throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(ORDERS)) {
      statement.setString(1, eventId);
      var orders = new HashMap<UUID, InventoryOrder>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var order = new InventoryOrder(rows.getObject(1, UUID.class), rows.getString(2),
              rows.getString(3), rows.getInt(4));
          orders.put(order.orderId(), order);
        }
      }
      return orders;
    }
  }

  /** How the sale ended. */
  public Outcome outcome() throws SQLException {
    var byStatus = new TreeMap<String, Integer>();
    var rejected = new TreeMap<String, Integer>();
    try (var connection = auditor.getConnection()) {
      try (var statement = connection.prepareStatement(ORDERS_BY_STATUS)) {
        statement.setString(1, eventId);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            byStatus.merge(rows.getString(1), rows.getInt(3), Integer::sum);
            if (!rows.getString(2).isEmpty()) {
              rejected.merge(rows.getString(2), rows.getInt(3), Integer::sum);
            }
          }
        }
      }
      var balance = numbers(connection, BALANCE, 3);
      var wave = numbers(connection, FIRST_WAVE, 2);
      return new Outcome(balance[0], balance[1], balance[2], wave[0], wave[1], byStatus, rejected);
    }
  }

  private int[] numbers(Connection connection, String sql, int columns) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setString(i, eventId);
      }
      try (var rows = statement.executeQuery()) {
        return rows.next() ? read(rows, columns) : new int[columns];
      }
    }
  }

  private static int[] read(ResultSet rows, int columns) throws SQLException {
    var numbers = new int[columns];
    for (int i = 0; i < columns; i++) {
      numbers[i] = rows.getInt(i + 1);
    }
    return numbers;
  }
}
