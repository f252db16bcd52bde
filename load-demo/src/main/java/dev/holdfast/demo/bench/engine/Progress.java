package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** How far the engine has come; all times are seconds of the database's clock. */
final class Progress implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LOOK_EVERY_MILLIS = 10;

  private static final String DECIDED =
      """
      SELECT coalesce(sum(next_offset), 0) >= ?, extract(epoch FROM clock_timestamp())::float8
        FROM inventory.cursor
       WHERE topic = 'purchase-requests'
      """;

  private static final String PUBLISHED =
      """
      SELECT NOT EXISTS (SELECT FROM inventory.publication),
             extract(epoch FROM clock_timestamp())::float8
      """;

  private static final String SHOWN =
      """
      SELECT coalesce(sum(next_offset), 0) >= ?, extract(epoch FROM clock_timestamp())::float8
        FROM orders.shard_position
      """;

  private static final String FIRST =
      """
      SELECT extract(epoch FROM min(l.occurred_at))::float8
        FROM unnest(?) AS u(event_id)
        JOIN inventory.event AS e
          ON e.event_id = u.event_id
       CROSS JOIN LATERAL (
             SELECT occurred_at
               FROM inventory.ledger
              WHERE shard = e.shard
                AND event_id = e.event_id
                AND kind IN ('HELD', 'REJECTED')
              ORDER BY seq
              LIMIT 1) AS l
      """;

  private static final String UNBALANCED =
      """
      SELECT format('event %s: %s held of %s, %s by its orders, %s by its ledger; %s rows of %s;'
                    ' %s versions of orders, %s rows', event_id, held, capacity, held_by_orders,
                    held_by_ledger, entries, last_seq, versions, entries_of_orders)
        FROM inventory.event AS e
       CROSS JOIN LATERAL (
             SELECT coalesce(sum(quantity) FILTER (WHERE status = 'HELD'), 0) AS held_by_orders,
                    coalesce(sum(version), 0) AS versions
               FROM inventory.orders
              WHERE shard = e.shard
                AND event_id = e.event_id) AS o
       CROSS JOIN LATERAL (
             SELECT coalesce(sum(held_change), 0) AS held_by_ledger, count(*) AS entries,
                    count(order_version) AS entries_of_orders
               FROM inventory.ledger
              WHERE shard = e.shard
                AND event_id = e.event_id) AS l
       WHERE (held <> held_by_orders OR held <> held_by_ledger OR held > capacity
              OR entries <> last_seq OR versions <> entries_of_orders)
      """;

  private static final String OF_THIS_RUN =
      """
         AND event_id LIKE 'sale-%'
      """;

  private static final String OF_THESE =
      """
         AND event_id = ANY (?)
      """;

  private static final String WAL =
      """
      SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
      """;

  private final Connection connection;

  Progress(DataSource superuser) {
    try {
      connection = superuser.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("Can't watch the database", e);
    }
  }

  /** Waits until the cursors have passed {@code requests} records; returns when it was seen. */
  double awaitDecided(long requests) throws InterruptedException {
    return await(DECIDED, requests, "decided");
  }

  /** Waits until nothing is left to announce. */
  double awaitPublished() throws InterruptedException {
    return await(PUBLISHED, -1, "published");
  }

  /** Waits until order-api shows all that {@code requests} records led to. */
  double awaitShown(long requests) throws InterruptedException {
    return await(SHOWN, requests, "shown");
  }

  /** When the first order of these events was decided. */
  double firstDecision(List<String> events) {
    try (var statement = connection.prepareStatement(FIRST)) {
      statement.setArray(1, connection.createArrayOf("text", events.toArray()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getDouble(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Can't find the first decision", e);
    }
  }

  /** Where the write-ahead log stands. */
  long walBytes() {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(WAL)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Can't find the end of the log", e);
    }
  }

  /** Events of this run whose numbers do not add up. */
  List<String> unbalancedSales() {
    try (var statement = connection.prepareStatement(UNBALANCED + OF_THIS_RUN)) {
      return texts(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("Can't audit the sales", e);
    }
  }

  /** Those of these events whose numbers do not add up. */
  List<String> unbalanced(List<String> events) {
    try (var statement = connection.prepareStatement(UNBALANCED + OF_THESE)) {
      statement.setArray(1, connection.createArrayOf("text", events.toArray()));
      return texts(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("Can't audit these events", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Can't close the connection", e);
    }
  }

  private double await(String sql, long requests, String what) throws InterruptedException {
    var deadline = Deadline.in(PATIENCE);
    try (var statement = connection.prepareStatement(sql)) {
      if (requests >= 0) {
        statement.setLong(1, requests);
      }
      while (true) {
        double now = look(statement);
        if (now >= 0) {
          return now;
        }
        if (deadline.isOver()) {
          throw new Trouble("Not everything was %s within %d s".formatted(what,
              PATIENCE.toSeconds()));
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Can't see what is " + what, e);
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static double look(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getBoolean(1) ? rows.getDouble(2) : -1;
    }
  }
}
