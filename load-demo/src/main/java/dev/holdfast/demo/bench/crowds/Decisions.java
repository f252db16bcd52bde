package dev.holdfast.demo.bench.crowds;

import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** When orders were decided, as the ledger has it. */
final class Decisions {

  private static final String IN_TIME =
      """
      SELECT count(*)
        FROM inventory.ledger
       WHERE kind IN ('HELD', 'REJECTED')
         AND occurred_at >= ?
         AND occurred_at < ?
         AND occurred_at - requested_at <= make_interval(secs => ?)
      """;

  private static final String WAIT =
      """
      SELECT coalesce(percentile_disc(0.99) WITHIN GROUP (
             ORDER BY extract(epoch FROM occurred_at - requested_at)), 0)
        FROM inventory.ledger
       WHERE kind IN ('HELD', 'REJECTED')
         AND requested_at >= ?
         AND requested_at < ?
      """;

  private static final String STORED =
      """
      SELECT count(*)
        FROM inventory.orders
      """;

  private final DataSource auditor;

  Decisions(DataSource auditor) {
    this.auditor = auditor;
  }

  /** Orders decided while those answers came, and soon enough. */
  long inTime(Answers answers, Duration longest) throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(IN_TIME)) {
      statement.setObject(1, answers.beganAt().atOffset(ZoneOffset.UTC));
      statement.setObject(2, answers.endedAt().atOffset(ZoneOffset.UTC));
      statement.setDouble(3, longest.toMillis() / 1e3);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  long stored() throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STORED)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Within which time 99 % of the orders accepted meanwhile were decided, in seconds. */
  double p99Seconds(Answers answers) throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(WAIT)) {
      statement.setObject(1, answers.beganAt().atOffset(ZoneOffset.UTC));
      statement.setObject(2, answers.endedAt().atOffset(ZoneOffset.UTC));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getDouble(1);
      }
    }
  }
}
