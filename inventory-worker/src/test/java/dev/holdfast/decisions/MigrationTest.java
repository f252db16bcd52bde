package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.CannotStart;
import dev.holdfast.inventory.InventoryDatabase;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A newer worker migrates while this one sells. */
class MigrationTest {

  private static final String WAITING =
      """
      SELECT count(*)
        FROM pg_locks
       WHERE NOT granted
         AND mode = 'AccessExclusiveLock'
         AND relation = 'inventory.orders'::regclass
      """;

  private final InventoryDatabase database = InventoryDatabase.create("migration_test");

  @Test
  void a_migration_that_does_not_get_its_lock_gives_up_before_the_sale_does() throws Exception {
    try (var busy = database.as("inventory").getConnection();
        var threads = Executors.newSingleThreadExecutor()) {
      busy.setAutoCommit(false);
      execute(busy, "LOCK TABLE orders IN ROW EXCLUSIVE MODE");

      var newer = CompletableFuture.runAsync(this::startNewer, threads);
      await().until(() -> database.superuser().sql(WAITING).query(Long.class).single() == 1);

      // Queues behind the migration, with the patience of a batch.
      try (var sale = database.as("inventory").getConnection()) {
        execute(sale, "UPDATE orders SET version = version");
      }
      assertThatThrownBy(newer::get).isInstanceOf(ExecutionException.class)
          .rootCause()
          .hasMessageContaining("lock timeout");
      assertThatThrownBy(newer::get).hasStackTraceContaining(CannotStart.class.getName());
    }
    assertThat(database.count("flyway_schema_history WHERE version = '1000'")).isZero();
  }

  @Test
  void on_a_newer_schema_it_does_not_start_unless_somebody_vouches_for_it() {
    Flyway.configure()
        .dataSource(database.as("inventory"))
        .locations("classpath:db/migration/inventory", "classpath:db/later")
        .defaultSchema("inventory")
        .load()
        .migrate();

    assertThatThrownBy(this::start).hasStackTraceContaining(CannotStart.class.getName())
        .hasStackTraceContaining("run the inventory-worker that made it");
    start("--spring.flyway.ignore-migration-patterns=*:future");
  }

  private void startNewer() {
    start("--spring.flyway.locations=classpath:db/migration/inventory,classpath:db/later");
  }

  private void start(String... more) {
    var arguments = Stream.concat(Stream.of(more), Stream.of("--management.server.port=0",
        "--spring.datasource.url=" + database.url(),
        "--spring.kafka.bootstrap-servers=localhost:1"));
    new SpringApplicationBuilder(InventoryWorker.class).run(arguments.toArray(String[]::new))
        .close();
  }

  private static void execute(java.sql.Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
