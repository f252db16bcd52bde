package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.ProducerFactory;

/** The database goes and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

  private static final String IMPATIENT = "spring.datasource.hikari.connection-timeout=250";

  private final Api shared = Api.shared();

  @Test
  void after_an_outage_parked_requests_are_woken_as_before(CapturedOutput output) {
    var database = CuttableDatabase.create(shared.stack(), "outage");
    try (var api = Api.over(shared.stack(), database.url()); var sale = Sale.on(api)) {
      var guest = sale.guest();
      database.cutOff();
      // Twice: it was lost, and looked for in vain.
      await().until(() -> output.getOut().split("Lost the signal of the views", -1).length > 2);
      database.giveBack();

      await().until(() -> sale.order().status() == 202);
      sale.inventory().newRecords();
      var order = sale.order().header("Location");
      await().until(() -> guest.call("GET", order).send().status() == 200);
      var parked = guest.call("GET", order).header("Prefer", "wait=30").inBackground();
      await().during(Duration.ofMillis(500)).until(() -> !parked.isDone());
      sale.inventory().announce(Inventory.held(sale.placed(), 2));

      assertThat(parked.orTimeout(20, TimeUnit.SECONDS).join().text("status")).isEqualTo("HELD");
    }
  }

  @Test
  void a_producer_that_had_to_be_closed_is_replaced() {
    try (var sale = Sale.on(shared)) {
      assertThat(sale.order().status()).isEqualTo(202);

      // As Spring does after an OutOfOrderSequenceException.
      shared.bean(ProducerFactory.class).reset();

      assertThat(sale.order().status()).isEqualTo(202);
    }
  }

  @Test
  void without_the_database_orders_of_known_events_go_on_being_taken_and_nothing_is_shown() {
    var database = CuttableDatabase.create(shared.stack(), "cut_off");
    try (var api = Api.over(shared.stack(), database.url(), IMPATIENT); var sale = Sale.on(api)) {
      var guest = sale.guest();
      assertThat(guest.order(sale.eventId(), Api.newKeyNow(), 1).send().status()).isEqualTo(202);

      database.cutOff();
      var shown = api.call("GET", "/v1/events/" + sale.eventId()).send();
      Problems.check(shown, 503, "view-unavailable");
      assertThat(shown.header("Retry-After")).isEqualTo("1");

      // Longer than what was read is fresh, shorter than it is usable.
      await().during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(25))
          .until(() -> guest.order(sale.eventId(), Api.newKeyNow(), 1).send().status() == 202);
      var waited =
          guest.order(sale.eventId(), Api.newKeyNow(), 1).header("Prefer", "wait=1").send();
      assertThat(waited.status()).isEqualTo(202);
      assertThat(waited.text("statusUrl")).isNotEmpty();
      Problems.check(guest.order(Api.newEventId(), Api.newKeyNow(), 1).send(), 503,
          "view-unavailable");
      await().until(() -> Api.get(api.managementUrl("/actuator/health/readiness"))
          .status() == 503);
      assertThat(Api.get(api.managementUrl("/actuator/health/liveness")).status()).isEqualTo(200);
    }
  }
}
