package dev.holdfast.decisions.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.inventory.AwaitDatabase;
import dev.holdfast.inventory.CannotStart;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrates schema {@code inventory} as soon as the database answers. */
@Component
class Migration implements FlywayMigrationStrategy {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  @Override
  public void migrate(Flyway flyway) {
    var database = flyway.getConfiguration().getDataSource();
    AwaitDatabase.await(database);
    try {
      flyway.migrate();
      // The migrations' shorter lock_timeout stays with the connections they had.
      if (database.isWrapperFor(HikariDataSource.class)) {
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The pool can't be asked to renew its connections", e);
    } catch (FlywayValidateException e) {
      throw new CannotStart(
          "Schema inventory was not made by this version: run the inventory-worker that made it. "
              + e.getMessage(),
          e);
    } catch (FlywayException e) {
      if (LOCK_NOT_AVAILABLE.equals(sqlState(e))) {
        throw new CannotStart("A migration of schema inventory did not get its lock in time, and "
            + "nothing was changed: start inventory-worker again", e);
      }
      throw e;
    }
  }

  private static @Nullable String sqlState(Throwable thrown) {
    String state = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        state = sql.getSQLState();
      }
    }
    return state;
  }
}
