package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.SaleTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

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
      var end = Instant.now().plusSeconds(2);

      await().atMost(RunningWorker.PATIENCE)
          .until(() -> appliedUntil(worker, shard).isAfter(end));

      assertThat(appliedUntil(worker, shard)).isBefore(Instant.now());
    }
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
