package dev.holdfast.demo.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.common.utils.Utils;

/** Fills the tables with a history that keeps every promise, as fast as a server can write. */
final class PastSales {

  private static final int SHARDS = 8;
  private static final int ORDERS_PER_TICKET = 10;

  private final DataSource superuser;

  PastSales(DataSource superuser) {
    this.superuser = superuser;
  }

  /**
   * Many events with as many orders each; nobody may be writing. Orders and ledger are written side
   * by side, their indexes are made afterwards, and the tables are vacuumed and analysed.
   */
  void write(String prefix, int events, int ordersPerEvent)
      throws SQLException, InterruptedException {
    try (var connection = superuser.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : PastSql.PREPARE) {
        statement.execute(sql);
      }
      imagine(connection, prefix, events, ordersPerEvent);
      pageImages(statement, "off");
    }
    try (var threads = Executors.newFixedThreadPool(2)) {
      var writers = List.<Callable<Void>>of(
          () -> write(PastSql.WRITE_ORDERS, "inventory.orders", "inventory.payment"),
          () -> write(PastSql.WRITE_LEDGER, "inventory.ledger"));
      for (var writer : threads.invokeAll(writers)) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw new SQLException("The past could not be written", e.getCause());
    }
    try (var connection = superuser.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE inventory.event");
      pageImages(statement, "on");
      statement.execute("CHECKPOINT");
    }
  }

  /** Half of what is written would be images of pages, for a crash that ends the benchmark anyway. */
  private static void pageImages(Statement statement, String onOrOff) throws SQLException {
    statement.execute("ALTER SYSTEM SET full_page_writes = " + onOrOff);
    statement.execute("SELECT pg_reload_conf()");
  }

  private static void imagine(
      Connection connection,
      String prefix,
      int events,
      int ordersPerEvent)
      throws SQLException {
    var numbers = IntStream.range(0, events).boxed().toArray(Integer[]::new);
    var names = IntStream.range(0, events).mapToObj(i -> prefix + i).toArray(String[]::new);
    var shards = IntStream.range(0, events)
        .mapToObj(i -> shard(prefix + i))
        .toArray(Integer[]::new);
    try (var statement = connection.prepareStatement(PastSql.IMAGINE)) {
      statement.setInt(1, ordersPerEvent / ORDERS_PER_TICKET);
      statement.setInt(2, ordersPerEvent);
      statement.setArray(3, connection.createArrayOf("int", shards));
      statement.setArray(4, connection.createArrayOf("text", names));
      statement.setArray(5, connection.createArrayOf("int", numbers));
      statement.executeUpdate();
    }
  }

  private Void write(List<String> rows, String... tables) throws SQLException {
    try (var connection = superuser.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute("SET maintenance_work_mem = '256MB'");
      var indexes = new ArrayList<String>();
      for (var table : tables) {
        indexes.addAll(dropIndexes(connection, table));
      }
      for (var sql : rows) {
        statement.execute(sql);
      }
      for (var index : indexes) {
        statement.execute(index);
      }
      statement.execute("VACUUM ANALYZE " + String.join(", ", tables));
      return null;
    }
  }

  private static List<String> dropIndexes(Connection connection, String table)
      throws SQLException {
    var drop = new ArrayList<String>();
    var make = new ArrayList<String>();
    try (var statement = connection.prepareStatement(PastSql.INDEXES)) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          drop.add(rows.getString(1));
          make.add(rows.getString(2));
        }
      }
    }
    try (var statement = connection.createStatement()) {
      for (var sql : drop) {
        statement.execute(sql);
      }
    }
    return make;
  }

  /** As Kafka's producers choose. */
  private static int shard(String event) {
    return Utils.toPositive(Utils.murmur2(event.getBytes(UTF_8))) % SHARDS;
  }
}
