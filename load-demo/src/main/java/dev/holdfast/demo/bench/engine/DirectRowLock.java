package dev.holdfast.demo.bench.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The direct design without HTTP: one transaction per purchase, which locks the event's row. */
final class DirectRowLock {

  private static final String SCHEMA =
      """
      CREATE TABLE event (
        event_id   text PRIMARY KEY,
        capacity   int NOT NULL,
        available  int NOT NULL CHECK (available >= 0)
      ) WITH (fillfactor = 20);
      CREATE TABLE orders (
        order_id    uuid PRIMARY KEY,
        event_id    text NOT NULL,
        account_id  text NOT NULL,
        quantity    int NOT NULL,
        status      text NOT NULL,
        placed_at   timestamptz NOT NULL
      );
      """;

  private static final String OPEN =
      """
      INSERT INTO event (event_id, capacity, available) VALUES (?, ?, ?)
      """;

  private static final String LOCK =
      """
      SELECT available FROM event WHERE event_id = ? FOR UPDATE
      """;

  private static final String TAKE =
      """
      UPDATE event SET available = available - 1 WHERE event_id = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO orders (order_id, event_id, account_id, quantity, status, placed_at)
      VALUES (?, ?, ?, 1, ?, clock_timestamp())
      """;

  private static final String OVERSOLD =
      """
      SELECT format('event %s: %s tickets, %s left, %s sold', event_id, capacity, available, sold)
        FROM event AS e
       CROSS JOIN LATERAL (
             SELECT coalesce(sum(quantity), 0) AS sold
               FROM orders
              WHERE event_id = e.event_id
                AND status = 'HELD') AS o
       WHERE capacity <> available + sold
          OR available < 0
      """;

  private final DataSource database;
  private final AtomicLong accounts = new AtomicLong();

  private DirectRowLock(DataSource database) {
    this.database = database;
  }

  /** Makes its tables in a database of its own. */
  static DirectRowLock in(String jdbcUrl) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setURL(jdbcUrl);
    source.setUser("postgres");
    source.setPrepareThreshold(1);
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
    return new DirectRowLock(source);
  }

  void open(String event, int tickets) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(OPEN)) {
      statement.setString(1, event);
      statement.setInt(2, tickets);
      statement.setInt(3, tickets);
      statement.executeUpdate();
    }
  }

  /** Purchases per second of one event, by as many buyers at once as there are connections. */
  double perSecond(String event, int connections, Duration time)
      throws SQLException, InterruptedException {
    var start = new CyclicBarrier(connections);
    var buyers = new ArrayList<Callable<Double>>();
    for (int i = 0; i < connections; i++) {
      buyers.add(() -> buyUntil(event, start, time));
    }
    try (var threads = Executors.newFixedThreadPool(connections)) {
      double perSecond = 0;
      for (var buyer : threads.invokeAll(buyers)) {
        perSecond += rate(buyer);
      }
      return perSecond;
    }
  }

  /** What an audit of its tables finds wrong. */
  List<String> audit() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(OVERSOLD)) {
      var violations = new ArrayList<String>();
      while (rows.next()) {
        violations.add(rows.getString(1));
      }
      return violations;
    }
  }

  private double buyUntil(String event, CyclicBarrier start, Duration time) throws Exception {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var ids = new TimeOrderedIds();
      buy(connection, event, ids);
      start.await(1, TimeUnit.MINUTES);
      long begin = System.nanoTime();
      long count = 0;
      while (System.nanoTime() - begin < time.toNanos()) {
        buy(connection, event, ids);
        count++;
      }
      return count * 1e9 / (System.nanoTime() - begin);
    }
  }

  private void buy(Connection connection, String event, TimeOrderedIds ids) throws SQLException {
    try (var lock = connection.prepareStatement(LOCK);
        var take = connection.prepareStatement(TAKE);
        var insert = connection.prepareStatement(INSERT)) {
      lock.setString(1, event);
      boolean held;
      try (var rows = lock.executeQuery()) {
        held = rows.next() && rows.getInt(1) > 0;
      }
      if (held) {
        take.setString(1, event);
        take.executeUpdate();
      }
      insert.setObject(1, ids.next());
      insert.setString(2, event);
      insert.setString(3, "account-" + accounts.incrementAndGet());
      insert.setString(4, held ? "HELD" : "REJECTED");
      insert.executeUpdate();
      connection.commit();
    }
  }

  private static double rate(Future<Double> buyer) throws InterruptedException {
    try {
      return buyer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A buyer of the direct design failed", e.getCause());
    }
  }
}
