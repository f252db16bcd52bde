package dev.holdfast.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks at each invariant for each shard in a REPEATABLE READ, READ ONLY transaction of its own.
 *
 * <p>One transaction for all would keep PostgreSQL from clearing away dead rows while it lasts, and
 * the publisher slower and slower. Many see as much: every commit touches one shard and keeps every
 * invariant, so each holds in any snapshot of any one shard. What is compared across shards or
 * schemas is compared within one query.
 */
final class Snapshots implements AutoCloseable {

  private static final String SHARDS =
      """
      SELECT shard FROM inventory.cursor
       UNION
      SELECT shard FROM inventory.event
       ORDER BY shard
      """;

  // The tables as an invariant names them: with the rows of some shards. Unhalted is the ledger
  // without what was decided while releases were halted.
  private static final String TABLES =
      """
      WITH cursor AS NOT MATERIALIZED (SELECT * FROM inventory.cursor WHERE %1$s),
           event AS NOT MATERIALIZED (SELECT * FROM inventory.event WHERE %1$s),
           orders AS NOT MATERIALIZED (SELECT * FROM inventory.orders WHERE %1$s),
           payment AS NOT MATERIALIZED (SELECT * FROM inventory.payment WHERE %1$s),
           ledger AS NOT MATERIALIZED (SELECT * FROM inventory.ledger WHERE %1$s),
           publication AS NOT MATERIALIZED (SELECT * FROM inventory.publication WHERE %1$s),
           quarantine AS NOT MATERIALIZED (SELECT * FROM inventory.quarantine WHERE %1$s),
           unhalted AS NOT MATERIALIZED (
             SELECT *
               FROM ledger
              WHERE NOT EXISTS (
                    SELECT
                      FROM inventory.release_halt AS halt
                      JOIN event USING (shard, topic)
                     WHERE halt.shard = ledger.shard
                       AND event.event_id = ledger.event_id
                       AND request_offset >= from_offset
                       AND (request_offset < until_offset) IS NOT FALSE))
      """;

  private static final String VIEWS =
      """
         , order_view AS NOT MATERIALIZED (SELECT * FROM orders.order_view WHERE %1$s),
           event_view AS NOT MATERIALIZED (SELECT * FROM orders.event_view WHERE %1$s),
           shard_position AS NOT MATERIALIZED (SELECT * FROM orders.shard_position WHERE %1$s)
      """;

  private static final String CANCELLED = "57014";

  private final Connection connection;
  private final boolean autoCommit;
  private final String begin;
  private final Pace pace;

  private Snapshots(Connection connection, AuditOptions options) throws SQLException {
    this.connection = connection;
    autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    begin = begin(options);
    pace = new Pace(options.percent());
  }

  // Whole tables are compared: without statistics, a loop over few rows that are many takes hours.
  private static String begin(AuditOptions options) {
    var sla = options.sla();
    return """
        SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
        SET LOCAL statement_timeout = %d;
        SET LOCAL transaction_timeout = 0;
        SET LOCAL work_mem = '64MB';
        SET LOCAL max_parallel_workers_per_gather = 0;
        SET LOCAL random_page_cost = 1.1;
        SET LOCAL enable_nestloop = off;
        SET LOCAL timezone = 'UTC';
        SET LOCAL jit = off;
        SET LOCAL audit.overdue_tolerance_ms = %d;
        SET LOCAL audit.sla_ms = %d;
        """.formatted(options.longestLook().toMillis(), options.overdueTolerance().toMillis(),
        sla == null ? 0 : sla.toMillis());
  }

  static Snapshots of(DataSource auditor, AuditOptions options) throws SQLException {
    return new Snapshots(auditor.getConnection(), options);
  }

  /** Adds what breaks the invariant, shard by shard. */
  void look(Invariant invariant, Violations violations) throws SQLException {
    for (var shards : shards()) {
      pace.work();
      tryToLook(invariant, shards, violations);
      pace.rest();
    }
  }

  /** Whoever looks for too long keeps vacuum and migrations waiting, so the next look is taken. */
  private void tryToLook(Invariant invariant, String shards, Violations violations)
      throws SQLException {
    try {
      look(invariant, shards, violations);
    } catch (SQLException e) {
      if (!CANCELLED.equals(e.getSQLState())) {
        throw e;
      }
      violations.omit(invariant.promise(), "a look was cancelled: " + invariant.what(),
          "%s: %s".formatted(shards, e.getMessage()));
    }
  }

  private void look(Invariant invariant, String shards, Violations violations)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(begin);
      try (var rows = statement.executeQuery(countAndShow(invariant, shards))) {
        var examples = new ArrayList<String>();
        long count = 0;
        while (rows.next()) {
          examples.add(rows.getString("what"));
          count = rows.getLong("violations");
        }
        if (count > 0) {
          violations.add(invariant.promise(), invariant.what(), count, examples);
        }
      }
    } finally {
      connection.rollback();
    }
  }

  private static String countAndShow(Invariant invariant, String shards) {
    var tables = invariant.premise().ofViews() ? TABLES + VIEWS : TABLES;
    return tables.formatted(shards) + """
        SELECT what, count(*) OVER () AS violations
          FROM (%s) AS violation(what)
         ORDER BY what
         LIMIT %d
        """.formatted(invariant.sql(), Violations.MAX_EXAMPLES);
  }

  /** Conditions that leave no shard out: a row on a shard there is not must not hide. */
  private List<String> shards() throws SQLException {
    var conditions = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SHARDS)) {
      var known = new ArrayList<String>();
      while (rows.next()) {
        known.add(rows.getString(1));
        conditions.add("shard = " + rows.getInt(1));
      }
      conditions.add(known.isEmpty()
          ? "true"
          : "shard NOT IN (%s)".formatted(String.join(", ", known)));
    } finally {
      connection.rollback();
    }
    return conditions;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.setAutoCommit(autoCommit);
    }
  }
}
