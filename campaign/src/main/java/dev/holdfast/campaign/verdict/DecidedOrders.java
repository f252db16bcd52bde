package dev.holdfast.campaign.verdict;

import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** What the inventory has of all orders, and of records it could not read. */
final class DecidedOrders {

  private static final String HELD =
      """
      SELECT order_id
        FROM inventory.orders
       WHERE status = 'HELD'
      """;

  private static final String BY_STATUS =
      """
      SELECT status, count(*)::int
        FROM inventory.orders
       GROUP BY status
      """;

  private static final String STATUS =
      """
      SELECT order_id, status
        FROM inventory.orders
       WHERE order_id = ANY (?)
      """;

  private static final String NEWEST_PUBLICATION =
      """
      SELECT coalesce(max(id), 0)
        FROM inventory.publication
      """;

  private static final String WAITING =
      """
      SELECT shard, count(*)::int
        FROM inventory.publication
       WHERE id <= ?
      GROUP BY shard
      ORDER BY shard
      """;

  private static final String QUARANTINED =
      """
      SELECT shard, record_offset
        FROM inventory.quarantine
       WHERE topic = ?
      """;

  private final DataSource auditor;

  DecidedOrders(DataSource auditor) {
    this.auditor = auditor;
  }

  /** A place in the topic of requests. */
  record Place(int shard, long offset) {}

  /** Orders that wait for payment. */
  List<UUID> held() throws SQLException {
    var held = new ArrayList<UUID>();
    try (var connection = auditor.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(HELD)) {
      while (rows.next()) {
        held.add(rows.getObject(1, UUID.class));
      }
    }
    return held;
  }

  Map<String, Integer> byStatus() throws SQLException {
    var counts = new TreeMap<String, Integer>();
    try (var connection = auditor.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(BY_STATUS)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }

  /** The status of each of these orders; those that nobody knows are left out. */
  Map<UUID, String> status(Collection<UUID> orders) throws SQLException {
    var status = new HashMap<UUID, String>();
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(STATUS)) {
      statement.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          status.put(rows.getObject(1, UUID.class), rows.getString(2));
        }
      }
    }
    return status;
  }

  /** The newest publication that waits to be announced; 0 if none does. */
  long newestPublication() throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(NEWEST_PUBLICATION)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The shards where that publication or an older one still waits, in words. */
  List<String> unannounced(long publication) throws SQLException {
    var waiting = new ArrayList<String>();
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(WAITING)) {
      statement.setLong(1, publication);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add("shard %d has %d publications to announce".formatted(
              rows.getInt(1), rows.getInt(2)));
        }
      }
    }
    return waiting;
  }

  /** The requests that were kept for a person. */
  Set<Place> quarantined() throws SQLException {
    var places = new HashSet<Place>();
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(QUARANTINED)) {
      statement.setString(1, Topics.REQUESTS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          places.add(new Place(rows.getInt(1), rows.getLong(2)));
        }
      }
    }
    return places;
  }
}
