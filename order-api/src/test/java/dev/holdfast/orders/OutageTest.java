package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database goes and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

  private final Api shared = Api.shared();

  @Test
  void after_an_outage_parked_requests_are_woken_as_before(CapturedOutput output)
      throws SQLException {
    var url = shared.stack().createDatabase("outage");
    try (var api = Api.over(shared.stack(), url);
        var inventory = new Inventory(shared.stack().bootstrapServers())) {
      var guest = api.guest();
      var eventId = inventory.opened();
      await().until(() -> guest.order(eventId, Api.newKeyNow(), 1).send().status() == 202);
      inventory.newRecords();

      asSuperuser("ALTER DATABASE outage ALLOW_CONNECTIONS false");
      asSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = 'outage'");
      // Twice: it was lost, and looked for in vain.
      await().until(() -> output.getOut().split("Lost the signal of the views", -1).length > 2);
      asSuperuser("ALTER DATABASE outage ALLOW_CONNECTIONS true");

      var order = guest.order(eventId, Api.newKeyNow(), 1).send().header("Location");
      await().until(() -> guest.call("GET", order).send().status() == 200);
      var parked = CompletableFuture.supplyAsync(
          () -> guest.call("GET", order).header("Prefer", "wait=30").send(),
          Executors.newVirtualThreadPerTaskExecutor());
      await().during(Duration.ofMillis(500)).until(() -> !parked.isDone());
      inventory.announce(
          Inventory.held((Request.PlaceOrder) inventory.newRequests().getFirst(), 2));

      assertThat(parked.orTimeout(20, TimeUnit.SECONDS).join().text("status")).isEqualTo("HELD");
    }
  }

  private void asSuperuser(String sql) throws SQLException {
    try (var connection = shared.stack().dataSource("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
