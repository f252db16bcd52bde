package dev.holdfast.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.InventoryDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The database goes and comes back: whoever runs the worker need not start it again. */
class OutageTest {

  private static final String END_WORKERS =
      """
      SELECT pg_terminate_backend(pid)
        FROM pg_stat_activity
       WHERE datname = current_database()
         AND usename = 'expiry'
      """;

  private static final String NAME = "expiry_outage_test";
  private static final int UNLIMITED = -1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant FAR_AHEAD = Instant.parse("2100-01-01T00:00:00Z");

  @Test
  void without_the_database_it_is_alive_but_not_ready_and_releases_when_it_is_back() {
    var database = InventoryDatabase.create(NAME);
    database.clear();
    try (var worker = start(database); var holds = new Holds(database)) {
      holds.add("night", 1, LONG_AGO);
      await().atMost(PATIENCE).until(() -> asked(worker, "readiness").statusCode() == 200);
      assertThat(asked(worker, "readiness").body()).contains("\"db\"", "\"schema\"");

      cutOff(database);
      await().atMost(PATIENCE).until(() -> asked(worker, "readiness").statusCode() == 503);
      assertThat(asked(worker, "liveness").statusCode()).isEqualTo(200);

      limit(database, UNLIMITED);
      holds.appliedUntil(FAR_AHEAD);
      await().atMost(PATIENCE).until(() -> holds.held("night") == 0);
      await().atMost(PATIENCE).until(() -> asked(worker, "readiness").statusCode() == 200);
    }
  }

  // Superusers are not counted, so the test itself can look.
  private static void cutOff(InventoryDatabase database) {
    limit(database, 0);
    database.superuser().sql(END_WORKERS).query().listOfRows();
  }

  private static void limit(InventoryDatabase database, int connections) {
    database.superuser()
        .sql("ALTER DATABASE %s CONNECTION LIMIT %d".formatted(NAME, connections))
        .update();
  }

  private static HttpResponse<String> asked(ConfigurableApplicationContext worker, String probe) {
    var url = "http://localhost:%s/actuator/health/%s".formatted(
        worker.getEnvironment().getProperty("local.management.port"), probe);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConfigurableApplicationContext start(InventoryDatabase database) {
    return new SpringApplicationBuilder(ExpiryWorker.class).run(
        "--spring.datasource.url=" + database.url(), "--management.server.port=0",
        "--spring.datasource.hikari.connection-timeout=250");
  }
}
