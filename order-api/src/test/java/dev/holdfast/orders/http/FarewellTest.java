package dev.holdfast.orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.orders.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FarewellTest {

  private static final Duration TIME = Duration.ofMillis(400);
  private static final String KEY = "A".repeat(44);

  @Test
  void what_comes_after_it_waits_for_its_whole_time() {
    var farewell =
        new Farewell(new Settings(new Settings.Keys(KEY, List.of(KEY), KEY, List.of()), false,
            Duration.ZERO, Duration.ofSeconds(5), TIME, Duration.ofSeconds(10)));
    farewell.start();
    var done = new CompletableFuture<Long>();
    var began = System.nanoTime();

    farewell.stop(() -> done.complete(System.nanoTime()));

    assertThat(farewell.isLeaving()).isTrue();
    assertThat(done.orTimeout(30, TimeUnit.SECONDS).join() - began)
        .isGreaterThanOrEqualTo(TIME.toNanos());
  }
}
