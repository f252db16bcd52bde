package dev.holdfast.campaign.site;

import java.sql.SQLException;

/**
 * The clock that PostgreSQL shows the workers jumps, and back.
 *
 * <p>A function of the same name comes before PostgreSQL's own in the roles' search path: statements
 * of the workers that ask {@code clock_timestamp()} are told another time.
 */
final class MovedDatabaseClock implements Damage {

  private static final String INSTALL =
      """
      CREATE SCHEMA moved;
      CREATE TABLE moved.clock (ahead interval NOT NULL);
      INSERT INTO moved.clock VALUES ('0');
      CREATE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM moved.clock';
      GRANT USAGE ON SCHEMA moved TO inventory, expiry;
      GRANT SELECT ON moved.clock TO inventory, expiry;
      ALTER ROLE inventory SET search_path = inventory, moved, pg_catalog;
      ALTER ROLE expiry SET search_path = inventory, moved, pg_catalog
      """;

  private final Operator operator;
  private final long aheadMillis;
  private volatile boolean happened;

  MovedDatabaseClock(Operator operator, long aheadMillis) {
    this.operator = operator;
    this.aheadMillis = aheadMillis;
  }

  /** Puts the other clock into a database that nobody uses yet. */
  static void install(Operator operator) {
    try {
      operator.execute(INSTALL);
    } catch (SQLException e) {
      throw new IllegalStateException("The database's clock can't be made movable", e);
    }
  }

  @Override
  public void happen() {
    try {
      operator.execute(statement(aheadMillis));
      happened = true;
    } catch (SQLException e) {
      // Another fault of this round has taken PostgreSQL down.
      return;
    }
  }

  @Override
  public void heal() throws InterruptedException {
    operator.untilItWorks(statement(0));
    operator.letReleasesGoOn();
  }

  @Override
  public boolean happened() {
    return happened;
  }

  private static String statement(long millis) {
    return "UPDATE moved.clock SET ahead = interval '1 millisecond' * (%d)".formatted(millis);
  }
}
