package dev.holdfast.audit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * All invariants that SQL can check, in short snapshots.
 *
 * <p>Nobody waits for it, and it may run at any time. The role {@code auditor} can read all it
 * needs.
 */
public final class Audit {

  private static final String MAY_READ_VIEWS =
      """
      SELECT EXISTS (SELECT
                       FROM pg_class
                       JOIN pg_namespace ON pg_namespace.oid = relnamespace
                      WHERE nspname = 'orders'
                        AND relname = 'shard_position'
                        AND has_schema_privilege(relnamespace, 'USAGE')
                        AND has_table_privilege(pg_class.oid, 'SELECT'))
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
        every().filter(invariant -> !invariant.premise().ofViews()).toList());
  }

  /**
   * Audits what the role may read: everything, or schema {@code inventory} alone, as long as there
   * are no views either.
   */
  public static Report runPermitted(DataSource role, AuditOptions options) {
    return mayReadViews(role) ? run(role, options) : runInventory(role, options);
  }

  private static boolean mayReadViews(DataSource role) {
    try (var connection = role.getConnection();
        var statement = connection.createStatement();
        var may = statement.executeQuery(MAY_READ_VIEWS)) {
      return may.next() && may.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The audit can't read the database: " + e.getMessage(), e);
    }
  }

  /** Every way to break a promise that an audit looks for, as {@link Finding#what} names it. */
  public static Set<String> violations() {
    return every().map(Invariant::what).collect(toUnmodifiableSet());
  }

  private static Stream<Invariant> every() {
    return Stream.of(StockInvariants.all(), LedgerInvariants.all(), OrderInvariants.all(),
        PaymentInvariants.all(), LimitInvariants.all(), ViewInvariants.all(), LateInvariants.all())
        .flatMap(List::stream);
  }

  private static Report check(
      DataSource auditor,
      AuditOptions options,
      List<Invariant> invariants) {
    var violations = new Violations();
    try (var snapshots = Snapshots.of(auditor, options)) {
      for (var invariant : invariants) {
        if (options.meet(invariant.premise())) {
          violations.checked(invariant.promise());
          snapshots.look(invariant, violations);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The audit can't read the database: " + e.getMessage(), e);
    }
    return violations.report();
  }
}
