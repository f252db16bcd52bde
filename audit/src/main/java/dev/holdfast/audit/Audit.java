package dev.holdfast.audit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * All invariants that SQL can check, in one snapshot.
 *
 * <p>One REPEATABLE READ, READ ONLY transaction: nobody waits for it, and it may run at any time.
 * The role {@code auditor} can read all it needs.
 */
public final class Audit {

  static final int MAX_EXAMPLES = 10;

  private static final String BEGIN =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
      SET LOCAL work_mem = '64MB';
      SET LOCAL timezone = 'UTC';
      SET LOCAL jit = off;
      """;

  private static final String SET_TOLERANCE =
      """
      SELECT set_config('audit.overdue_tolerance_ms', ?, true)
      """;

  private Audit() {}

  /** Audits the whole system, about which nothing else is known. */
  public static Report run(DataSource auditor) {
    return run(auditor, AuditOptions.whateverIsGoingOn());
  }

  /** Audits the whole system: schemas {@code inventory} and {@code orders}. */
  public static Report run(DataSource auditor, AuditOptions options) {
    return check(auditor, options, every().toList());
  }

  /** Audits schema {@code inventory}, about which nothing else is known. */
  public static Report runInventory(DataSource auditor) {
    return runInventory(auditor, AuditOptions.whateverIsGoingOn());
  }

  /** Audits schema {@code inventory}; schema {@code orders} need not exist. */
  public static Report runInventory(DataSource auditor, AuditOptions options) {
    return check(auditor, options,
        every().filter(
            invariant -> switch (invariant.premise()) {
              case ALWAYS, EXPIRY_RUNNING -> true;
              case VIEWS, DRAINED -> false;
            }).toList());
  }

  /** Every way to break a promise that an audit looks for, as {@link Finding#what} names it. */
  public static Set<String> violations() {
    return every().map(Invariant::what).collect(toUnmodifiableSet());
  }

  private static Stream<Invariant> every() {
    return Stream.of(StockInvariants.all(), LedgerInvariants.all(), OrderInvariants.all(),
        PaymentInvariants.all(), LimitInvariants.all(), ViewInvariants.all())
        .flatMap(List::stream);
  }

  private static Report check(
      DataSource auditor,
      AuditOptions options,
      List<Invariant> invariants) {
    try (var connection = auditor.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        begin(connection, options);
        return check(connection, options, invariants);
      } finally {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The audit can't read the database: " + e.getMessage(), e);
    }
  }

  private static void begin(Connection connection, AuditOptions options) throws SQLException {
    try (var begin = connection.createStatement()) {
      begin.execute(BEGIN);
    }
    try (var setting = connection.prepareStatement(SET_TOLERANCE)) {
      setting.setString(1, Long.toString(options.overdueTolerance().toMillis()));
      setting.execute();
    }
  }

  private static Report check(
      Connection connection,
      AuditOptions options,
      List<Invariant> invariants) throws SQLException {
    var findings = new ArrayList<Finding>();
    var checked = EnumSet.noneOf(Promise.class);
    for (var invariant : invariants) {
      if (options.meet(invariant.premise())) {
        checked.add(invariant.promise());
        look(connection, invariant, findings);
      }
    }
    return new Report(findings, checked);
  }

  private static void look(Connection connection, Invariant invariant, List<Finding> findings)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(countAndShow(invariant))) {
      var examples = new ArrayList<String>();
      long count = 0;
      while (rows.next()) {
        examples.add(rows.getString("what"));
        count = rows.getLong("violations");
      }
      if (count > 0) {
        var promise = invariant.promise();
        findings.add(
            new Finding(promise.name(), promise.text(), invariant.what(), count, examples));
      }
    }
  }

  private static String countAndShow(Invariant invariant) {
    return """
          SELECT what, count(*) OVER () AS violations
            FROM (%s) AS violation(what)
        ORDER BY what
           LIMIT %d
        """.formatted(invariant.sql(), MAX_EXAMPLES);
  }
}
