package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.TopicsAudit;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker audits itself while it works, and says so as metrics. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class RepeatedAuditTest {

  @RegisterExtension
  static final AuditedSale SALE = new AuditedSale();

  private static final String[] OFTEN =
      {"--holdfast.audit.every=100ms", "--holdfast.audit.percent=100"};
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void a_broken_promise_shows_as_a_metric_until_it_is_mended() throws Exception {
    try (var worker = SALE.worker("--holdfast.audit.username=auditor", OFTEN[0], OFTEN[1])) {
      await().atMost(PATIENCE).until(() -> violations(worker, "I6") == 0);
      assertThat(SALE.query("SELECT DISTINCT usename FROM pg_stat_activity"
          + " WHERE application_name = 'inventory-worker audit'"))
          .as("a role and connections of its own")
          .containsExactly("auditor");
      assertThat(worker.getBean(MeterRegistry.class)
          .get("holdfast.audit.age.seconds")
          .gauge()
          .value()).isLessThan(60);

      SALE.query("UPDATE inventory.orders SET version = version + 1 WHERE event_id = 'night-1'"
          + " AND status = 'CONFIRMED'");
      await().atMost(PATIENCE).until(() -> violations(worker, "I6") == 1);
      SALE.query("UPDATE inventory.orders SET body_hash = 'forged' WHERE event_id = 'night-1'"
          + " AND status = 'CONFIRMED'");
      await().atMost(PATIENCE).until(() -> violations(worker, "I8") == 1);
      assertThat(violations(worker, "I1")).isZero();

      SALE.query("UPDATE inventory.orders SET version = version - 1, body_hash = 'hash'"
          + " WHERE event_id = 'night-1' AND status = 'CONFIRMED'");
      await().atMost(PATIENCE)
          .until(() -> violations(worker, "I6") == 0 && violations(worker, "I8") == 0);
    }
  }

  @Test
  void while_another_has_the_turn_nothing_is_known_here() throws Exception {
    var first = SALE.worker(OFTEN);
    await().atMost(PATIENCE).until(() -> violations(first, "I1") == 0);
    try (var second = SALE.worker(OFTEN)) {
      await().during(Duration.ofSeconds(1))
          .atMost(PATIENCE)
          .until(() -> Double.isNaN(violations(second, "I1")));

      first.close();

      await().atMost(PATIENCE).until(() -> violations(second, "I1") == 0);
    } finally {
      first.close();
    }
  }

  @Test
  void an_audit_that_fails_is_tried_again_and_the_worker_works_on() throws Exception {
    try (var worker = SALE.worker("--holdfast.audit.username=newcomer", OFTEN[0], OFTEN[1])) {
      SALE.sell("night-after");
      SALE.settle();
      assertThat(violations(worker, "I1")).isNaN();

      SALE.query("CREATE ROLE newcomer LOGIN IN ROLE auditor");

      await().atMost(PATIENCE).until(() -> violations(worker, "I1") == 0);
    }
  }

  @Test
  void an_audit_beside_a_sale_that_goes_on_finds_nothing() throws Exception {
    var options = AuditOptions.whateverIsGoingOn().within(PATIENCE);
    try (var _ = SALE.worker("--holdfast.audit.every=0")) {
      var selling = CompletableFuture.runAsync(() -> {
        for (int event = 0; event < 20; event++) {
          SALE.sell("beside-" + event);
        }
      });
      while (!selling.isDone()) {
        var report = Audit.runInventory(SALE.auditor(), options)
            .and(TopicsAudit.run(SALE.auditor(), SALE.kafka(), options));
        assertThat(report.findings()).as(report.toString()).isEmpty();
      }
      selling.join();
      SALE.settle();
    }
  }

  private static double violations(ConfigurableApplicationContext worker, String invariant) {
    return worker.getBean(MeterRegistry.class)
        .get("holdfast.invariant.violations")
        .tag("invariant", invariant)
        .gauge()
        .value();
  }
}
