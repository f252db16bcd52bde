package dev.holdfast.decisions.jdbc;

import dev.holdfast.inventory.AwaitDatabase;
import dev.holdfast.inventory.CannotStart;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrates schema {@code inventory} as soon as the database answers. */
@Component
class Migration implements FlywayMigrationStrategy {

  @Override
  public void migrate(Flyway flyway) {
    AwaitDatabase.await(flyway.getConfiguration().getDataSource());
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw new CannotStart(
          "Schema inventory was not made by this version: run the inventory-worker that made it. "
              + e.getMessage(),
          e);
    }
  }
}
