package dev.holdfast.expiry;

import dev.holdfast.inventory.Schema;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the schema is the one this worker knows; until it is, nothing is released. */
@Component("schema")
class Ready implements HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(Ready.class);

  private final Schema schema;
  private volatile boolean fits;
  private volatile @Nullable String waitingFor = "the database has not been asked yet";

  Ready(Schema schema) {
    this.schema = schema;
  }

  /** Asks the database until it fits once; says in one line what it waits for. */
  boolean schemaFits() {
    if (!fits) {
      var installed = schema.installedVersion();
      fits = installed.equals(OptionalInt.of(Schema.KNOWN_VERSION));
      say(fits ? null : whatToDo(installed));
    }
    return fits;
  }

  @Override
  public Health health() {
    return fits
        ? Health.up().build()
        : Health.down().withDetail("waiting", "" + waitingFor).build();
  }

  private static String whatToDo(OptionalInt installed) {
    if (installed.isEmpty() || installed.getAsInt() < Schema.KNOWN_VERSION) {
      return "schema inventory is not migrated yet: start inventory-worker";
    }
    return "schema inventory has version %d, this worker knows %d: start the newer expiry-worker"
        .formatted(installed.getAsInt(), Schema.KNOWN_VERSION);
  }

  private void say(@Nullable String what) {
    if (what != null && !what.equals(waitingFor)) {
      log.warn("Waiting: {}", what);
    }
    waitingFor = what;
  }
}
