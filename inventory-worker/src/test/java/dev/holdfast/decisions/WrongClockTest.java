package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.ReleaseHalt;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.localstack.LocalStack;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

class WrongClockTest {

  private static final Duration WRONG = Duration.ofHours(1);

  @Test
  void a_worker_whose_clock_is_ahead_does_not_say_that_the_future_is_applied() {
    try (var worker = new RunningWorker(Ahead.class)) {
      var ask = new Ask("clock-" + UUID.randomUUID());
      worker.send(ask.toOpen(SaleTerms.of(5).holdSeconds(2)));
      var place = ask.toPlace("ada", 1);
      int shard = worker.send(place);
      worker.awaitDecided(place);
      var end = worker.database()
          .sql("SELECT hold_until FROM orders WHERE order_id = :id")
          .param("id", place.orderId())
          .query(OffsetDateTime.class)
          .single()
          .toInstant();

      await().atMost(RunningWorker.PATIENCE)
          .until(() -> !appliedUntil(worker, shard).isBefore(end));

      assertThat(appliedUntil(worker, shard)).isBefore(Instant.now());
      await().atMost(RunningWorker.PATIENCE)
          .until(() -> worker.get(MeterRegistry.class)
              .get("holdfast.release.halted")
              .gauge()
              .value() == 1);
      assertThat(worker.database()
          .sql("SELECT count(*) FROM release_halt WHERE until_offset IS NULL")
          .query(Long.class)
          .single()).isEqualTo(8);
    }
  }

  @AfterEach
  void let_releases_go_on() {
    JdbcClient.create(LocalStack.shared().dataSource("postgres"))
        .sql(ReleaseHalt.TO_END_IT)
        .query()
        .listOfRows();
  }

  private static Instant appliedUntil(RunningWorker worker, int shard) {
    return worker.database()
        .sql("SELECT applied_until FROM cursor WHERE shard = :shard")
        .param("shard", shard)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Ahead {

    @Bean
    @Primary
    InstantSource ahead() {
      return InstantSource.offset(InstantSource.system(), WRONG);
    }
  }
}
