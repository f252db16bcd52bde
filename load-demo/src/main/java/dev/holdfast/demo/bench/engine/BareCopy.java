package dev.holdfast.demo.bench.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The machine's limit: the very rows an engine wrote, copied into tables with the same indexes.
 *
 * <p>Binary, one connection, one transaction; nothing is decided, looked up or announced.
 */
final class BareCopy {

  private static final int BUFFER_BYTES = 1 << 16;

  private static final String TABLES =
      """
      CREATE SCHEMA bench;
      CREATE TABLE bench.orders (LIKE inventory.orders INCLUDING ALL) WITH (fillfactor = 85);
      CREATE TABLE bench.ledger (LIKE inventory.ledger INCLUDING ALL);
      """;

  private static final String EMPTY =
      """
      TRUNCATE bench.orders, bench.ledger
      """;

  private static final String ORDERS_IN =
      """
      COPY bench.orders FROM STDIN (FORMAT binary)
      """;

  private static final String LEDGER_IN =
      """
      COPY bench.ledger FROM STDIN (FORMAT binary)
      """;

  private final DataSource superuser;

  private BareCopy(DataSource superuser) {
    this.superuser = superuser;
  }

  static BareCopy beside(DataSource superuser) throws SQLException {
    try (var connection = superuser.getConnection(); var statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    return new BareCopy(superuser);
  }

  /** Orders, each with its ledger row, per second. */
  double perSecond(String event) throws SQLException, IOException {
    try (var connection = superuser.getConnection();
        var statement = connection.createStatement()) {
      var orders = out(connection, orders(event));
      var ledger = out(connection, ledger(event));
      statement.execute(EMPTY);
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      long rows = in(connection, ORDERS_IN, orders);
      long entries = in(connection, LEDGER_IN, ledger);
      connection.commit();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (rows != entries || rows == 0) {
        throw new IllegalStateException("%d orders, %d ledger rows".formatted(rows, entries));
      }
      return rows / seconds;
    }
  }

  private static String orders(String event) {
    return """
        COPY (SELECT *
                FROM inventory.orders
               WHERE event_id = '%s'
               ORDER BY request_offset)
          TO STDOUT (FORMAT binary)
        """.formatted(event);
  }

  private static String ledger(String event) {
    return """
        COPY (SELECT *
                FROM inventory.ledger
               WHERE event_id = '%s'
                 AND order_id IS NOT NULL
               ORDER BY seq)
          TO STDOUT (FORMAT binary)
        """.formatted(event);
  }

  private static byte[] out(Connection connection, String sql) throws SQLException, IOException {
    var bytes = new ByteArrayOutputStream();
    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, bytes);
    return bytes.toByteArray();
  }

  private static long in(Connection connection, String sql, byte[] rows)
      throws SQLException, IOException {
    return connection.unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(sql, new ByteArrayInputStream(rows), BUFFER_BYTES);
  }
}
