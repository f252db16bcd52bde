package dev.holdfast.demo.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.common.utils.Utils;

/** Fills the tables with a history that keeps every promise, as fast as a server can write. */
final class PastSales {

  private static final int SHARDS = 8;
  private static final int ORDERS_PER_TICKET = 10;
  private static final int ORDERS_AT_A_TIME = 200_000;

  private final DataSource superuser;

  PastSales(DataSource superuser) {
    this.superuser = superuser;
  }

  /** Many events with as many orders each; indexes are made last, and the tables analysed. */
  void write(String prefix, int events, int ordersPerEvent) throws SQLException {
    try (var connection = superuser.getConnection();
        var statement = connection.createStatement()) {
      var indexes = dropIndexes(connection);
      for (var sql : PastSql.PREPARE) {
        statement.execute(sql);
      }
      int atATime = Math.max(1, ORDERS_AT_A_TIME / (ordersPerEvent + 1));
      for (int first = 0; first < events; first += atATime) {
        imagine(connection, prefix, first, Math.min(events, first + atATime), ordersPerEvent);
        for (var sql : PastSql.WRITE) {
          statement.execute(sql);
        }
      }
      statement.execute("SET maintenance_work_mem = '256MB'");
      for (var index : indexes) {
        statement.execute(index);
      }
      statement.execute("VACUUM ANALYZE inventory.event, inventory.orders, inventory.ledger, "
          + "inventory.payment");
      statement.execute("CHECKPOINT");
    }
  }

  private static void imagine(
      Connection connection,
      String prefix,
      int first,
      int beyond,
      int ordersPerEvent)
      throws SQLException {
    var numbers = IntStream.range(first, beyond).boxed().toArray(Integer[]::new);
    var names = IntStream.range(first, beyond).mapToObj(i -> prefix + i).toArray(String[]::new);
    var shards = IntStream.range(first, beyond)
        .mapToObj(i -> shard(prefix + i))
        .toArray(Integer[]::new);
    try (var statement = connection.prepareStatement(PastSql.IMAGINE)) {
      statement.setArray(1, connection.createArrayOf("int", shards));
      statement.setArray(2, connection.createArrayOf("text", names));
      statement.setArray(3, connection.createArrayOf("int", numbers));
      statement.setInt(4, ordersPerEvent / ORDERS_PER_TICKET);
      statement.setInt(5, ordersPerEvent);
      statement.executeUpdate();
    }
  }

  private static List<String> dropIndexes(Connection connection) throws SQLException {
    var drop = new ArrayList<String>();
    var make = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(PastSql.INDEXES)) {
      while (rows.next()) {
        drop.add(rows.getString(1));
        make.add(rows.getString(2));
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
