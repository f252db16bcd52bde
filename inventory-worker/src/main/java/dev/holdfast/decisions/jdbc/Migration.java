package dev.holdfast.decisions.jdbc;

import dev.holdfast.inventory.CannotStart;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrates schema {@code inventory} as soon as the database answers. */
@Component
class Migration implements FlywayMigrationStrategy {

  private static final Logger log = LoggerFactory.getLogger(Migration.class);

  /** Wrong password, no such role, no such database, no right to connect: waiting won't help. */
  private static final Set<String> HOPELESS = Set.of("28P01", "28000", "3D000", "42501");

  @Override
  public void migrate(Flyway flyway) {
    awaitDatabase(flyway.getConfiguration().getDataSource());
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw new CannotStart(
          "Schema inventory was not made by this version: run the inventory-worker that made it. "
              + e.getMessage(),
          e);
    }
  }

  private static void awaitDatabase(DataSource database) {
    String said = null;
    for (var failure = tryToConnect(database); failure != null; failure = tryToConnect(database)) {
      var message = String.valueOf(failure.getMessage());
      if (HOPELESS.contains(failure.getSQLState())) {
        throw new CannotStart("The database refuses us: %s. Check spring.datasource.*; roles and "
            .formatted(message) + "schemas are made by deploy/postgres/init.sql", failure);
      }
      if (!message.equals(said)) {
        log.warn("Waiting for the database (start it, or set spring.datasource.url): {}", message);
        said = message;
      }
      rest();
    }
  }

  private static @Nullable SQLException tryToConnect(DataSource database) {
    try (var connection = database.getConnection()) {
      return connection.isValid(1) ? null : new SQLException("the connection is not valid");
    } catch (SQLException e) {
      return deepest(e, e);
    } catch (RuntimeException e) {
      return deepest(e, new SQLException(e));
    }
  }

  /** The pool wraps what the driver says. */
  private static SQLException deepest(Throwable thrown, SQLException otherwise) {
    var found = otherwise;
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }

  private static void rest() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }
}
