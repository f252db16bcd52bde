package dev.holdfast.decisions.audit;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to audit, of all workers on one database: who holds an advisory lock.
 *
 * <p>The lock is kept between audits, or every worker would audit in every interval; it goes with
 * its connection, so another worker takes over from one that died. No transaction is open meanwhile.
 */
final class AuditTurn implements AutoCloseable {

  // Whoever is cut off loses the turn within minutes, not after the two hours of most systems.
  private static final String NOTICE_DEATH =
      """
      SET tcp_keepalives_idle = 60;
      SET tcp_keepalives_interval = 10;
      SET tcp_keepalives_count = 3;
      """;

  private static final String TAKE =
      """
      SELECT pg_try_advisory_lock(hashtext('holdfast'), hashtext('audit'))
      """;
  private static final int ANSWER_SECONDS = 3;

  private final DataSource database;
  private @Nullable Connection held;

  AuditTurn(DataSource database) {
    this.database = database;
  }

  /** Takes or keeps the turn; false if another worker has it. */
  boolean take() throws SQLException {
    if (held != null && held.isValid(ANSWER_SECONDS)) {
      return true;
    }
    close();
    var connection = database.getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute(NOTICE_DEATH);
      try (var row = statement.executeQuery(TAKE)) {
        if (row.next() && row.getBoolean(1)) {
          held = connection;
          return true;
        }
      }
    } finally {
      if (held == null) {
        connection.close();
      }
    }
    return false;
  }

  @Override
  public void close() throws SQLException {
    var connection = held;
    held = null;
    if (connection != null) {
      connection.close();
    }
  }
}
