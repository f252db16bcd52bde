package dev.holdfast.decisions.unsafe;

import dev.holdfast.inventory.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses every database but the one for this experiment, and drops the tables' own guards. */
@Component
@DependsOnDatabaseInitialization
@ConditionalOnBooleanProperty("holdfast.unsafe")
class UnsafeMode implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(UnsafeMode.class);
  private static final String ONLY_DATABASE = "holdfast_unsafe";

  private static final String DROP_GUARDS =
      """
      ALTER TABLE ledger DROP CONSTRAINT IF EXISTS ledger_pkey;
      DROP INDEX IF EXISTS ledger_request;
      ALTER TABLE event DROP CONSTRAINT IF EXISTS event_available;
      ALTER TABLE event DROP CONSTRAINT IF EXISTS event_balance;
      """;

  private final JdbcClient jdbc;

  UnsafeMode(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void afterPropertiesSet() {
    var database = jdbc.sql("SELECT current_database()").query(String.class).single();
    if (!ONLY_DATABASE.equals(database)) {
      throw new CannotStart(
          "holdfast.unsafe=true oversells on purpose; it runs on a database named %s only, not on %s"
              .formatted(ONLY_DATABASE, database));
    }
    jdbc.sql(DROP_GUARDS).update();
    log.warn("UNSAFE: no cursor lock, no event lock, no unique ledger. This will oversell.");
  }
}
