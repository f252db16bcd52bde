package dev.holdfast.campaign.site;

import dev.holdfast.demo.crowd.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

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

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOK_EVERY_MILLIS = 200;

  private final DataSource superuser;
  private final long aheadMillis;
  private volatile boolean happened;

  MovedDatabaseClock(DataSource superuser, long aheadMillis) {
    this.superuser = superuser;
    this.aheadMillis = aheadMillis;
  }

  /** Puts the other clock into a database that nobody uses yet. */
  static void install(DataSource superuser) {
    try {
      execute(superuser, INSTALL);
    } catch (SQLException e) {
      throw new IllegalStateException("The database's clock can't be made movable", e);
    }
  }

  @Override
  public void happen() {
    try {
      move(aheadMillis);
      happened = true;
    } catch (SQLException e) {
      // Another fault of this round has taken PostgreSQL down.
      return;
    }
  }

  @Override
  public void heal() throws InterruptedException {
    var deadline = Deadline.in(PATIENCE);
    while (!isBack()) {
      if (deadline.isOver()) {
        throw new IllegalStateException("The database's clock can't be moved back");
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  @Override
  public boolean happened() {
    return happened;
  }

  private boolean isBack() {
    try {
      move(0);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void move(long millis) throws SQLException {
    execute(superuser,
        "UPDATE moved.clock SET ahead = interval '1 millisecond' * (%d)".formatted(millis));
  }

  private static void execute(DataSource superuser, String sql) throws SQLException {
    try (var connection = superuser.getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
