package dev.holdfast.audit;

import static dev.holdfast.audit.Promise.I8;
import static dev.holdfast.audit.Promise.I9;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Every record of both topics against the inventory, shard by shard.
 *
 * <p>A thousand records at a time are looked up by their keys, in a statement of its own: no
 * snapshot is kept. What is remembered is a bit per request and per ledger row of the shard, and a
 * few words per event: 10 million orders of one shard take less than 10 MB.
 *
 * <p>It runs beside a system that goes on. A request below a cursor is decided, and a ledger row
 * without a publication is announced, before either is read here; so whatever is missing afterwards
 * was missing then. Records older than the topic's retention are not asked for.
 */
public final class TopicsAudit {

  // Archived as a whole by deploy/postgres/archive-event.sql, and still in the topics for a while.
  private static final String MAY_READ_ARCHIVE =
      """
      SELECT has_schema_privilege(relnamespace, 'USAGE')
             AND has_table_privilege(pg_class.oid, 'SELECT')
        FROM pg_class
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = 'archive'
         AND relname = 'event'
      """;

  private static final String ARCHIVED =
      """
      SELECT event_id
        FROM archive.event
      """;

  // A thousand rows from a cold disk may take longer than the role's decisions may.
  private static final String PATIENT =
      """
      SET statement_timeout = '1min'; SET transaction_timeout = '1min'
      """;

  private TopicsAudit() {}

  /**
   * Audits both topics.
   *
   * @param kafka how to reach the brokers: {@code bootstrap.servers}, and more if need be
   */
  public static Report run(DataSource auditor, Map<String, Object> kafka, AuditOptions options) {
    var violations = new Violations();
    violations.checked(I8);
    violations.checked(I9);
    try (var connection = auditor.getConnection();
        var patient = connection.createStatement();
        var log = new TopicLog(kafka, new Pace(options.percent()))) {
      patient.execute(PATIENT);
      for (int shard : log.shards()) {
        violations.add(scan(connection, log, shard, options));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The audit can't read the database: " + e.getMessage(), e);
    }
    return violations.report();
  }

  private static Violations scan(
      Connection connection,
      TopicLog log,
      int shard,
      AuditOptions options) throws SQLException {
    while (true) {
      var archived = archived(connection);
      var found = new Violations();
      new RequestScan(connection, log, shard, archived, found).run(options);
      new ResultScan(connection, log, shard, archived, found).run();
      // An event that was archived meanwhile would seem to be lost: look again.
      if (found.isEmpty() || archived.equals(archived(connection))) {
        return found;
      }
    }
  }

  /** Events that the inventory has let go. */
  static Set<String> archived(Connection connection) throws SQLException {
    var archived = new HashSet<String>();
    try (var statement = connection.createStatement()) {
      try (var may = statement.executeQuery(MAY_READ_ARCHIVE)) {
        if (!may.next()) {
          return archived;
        }
        // Else every event in it would be reported as lost.
        if (!may.getBoolean(1)) {
          throw new IllegalStateException("The audit's role may not read archive.event:"
              + " GRANT USAGE ON SCHEMA archive and SELECT ON archive.event to it");
        }
      }
      try (var rows = statement.executeQuery(ARCHIVED)) {
        while (rows.next()) {
          archived.add(rows.getString(1));
        }
      }
    }
    return archived;
  }
}
