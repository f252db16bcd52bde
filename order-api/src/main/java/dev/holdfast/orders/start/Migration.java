package dev.holdfast.orders.start;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Waits for the database, then brings schema {@code orders} to the version this process knows. */
@Configuration(proxyBeanMethods = false)
class Migration {

  private static final Logger log = LoggerFactory.getLogger(Migration.class);
  // No such user or wrong password, no such database, no right to connect to it.
  private static final Set<String> REFUSALS = Set.of("28P01", "28000", "3D000", "42501");
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int BETWEEN_LOOKS_MILLIS = 500;

  @Bean
  FlywayMigrationStrategy waitThenMigrate(DataSource database, JdbcConnectionDetails details) {
    return flyway -> {
      await(database, details.getJdbcUrl());
      try {
        if (flyway.getConfiguration().getIgnoreMigrationPatterns().length == 0) {
          refuseNewer(flyway);
        }
        flyway.migrate();
      } catch (FlywayException e) {
        throw root(e) instanceof SQLException refusal
            && LOCK_NOT_AVAILABLE.equals(refusal.getSQLState()) ? new NoLock(e) : e;
      }
      forgetLockTimeout(database);
    };
  }

  // The migrations' shorter lock_timeout stays with the connections they had.
  private static void forgetLockTimeout(DataSource database) {
    try {
      if (database.isWrapperFor(HikariDataSource.class)) {
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The pool can't be asked to renew its connections", e);
    }
  }

  private static void await(DataSource database, String url) {
    var said = "";
    var missing = look(database);
    while (!missing.isEmpty()) {
      if (!missing.equals(said)) {
        log.info("Waiting for the database at {}: start it, or set spring.datasource.url ({})",
            withoutParameters(url), missing);
        said = missing;
      }
      pause();
      missing = look(database);
    }
  }

  private static String look(DataSource database) {
    try (var _ = database.getConnection()) {
      return "";
    } catch (SQLException | RuntimeException e) {
      var root = root(e);
      var why = String.valueOf(root.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      if (root instanceof SQLException refusal && REFUSALS.contains(refusal.getSQLState())) {
        throw new NotLetIn(why);
      }
      return why;
    }
  }

  private static Throwable root(Throwable thrown) {
    var root = thrown;
    for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  // Flyway would say the same in many lines.
  private static void refuseNewer(Flyway flyway) {
    var known = "none";
    for (var migration : flyway.info().all()) {
      var version = String.valueOf(migration.getVersion());
      if (migration.getState() == MigrationState.FUTURE_SUCCESS
          || migration.getState() == MigrationState.FUTURE_FAILED) {
        throw new NewerSchema(version, known);
      }
      known = version;
    }
  }

  // One of them may be the password.
  private static String withoutParameters(String url) {
    var question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the database", e);
    }
  }
}
