package dev.holdfast.demo;

import static dev.holdfast.demo.processes.Service.EXPIRY_WORKER;
import static dev.holdfast.demo.processes.Service.INVENTORY_WORKER;
import static dev.holdfast.demo.processes.Service.ORDER_API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.Chaos.Kill;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosTest {

  private static final Duration HOLD = Duration.ofSeconds(5);

  @Test
  void the_seed_chooses_the_moment_and_chooses_it_again() {
    var kills = Chaos.plan(List.of(INVENTORY_WORKER, ORDER_API), List.of(), null, HOLD, 7);

    assertThat(kills)
        .isEqualTo(Chaos.plan(List.of(INVENTORY_WORKER, ORDER_API), List.of(), null, HOLD, 7))
        .allSatisfy(kill -> assertThat(kill.after()).isBetween(Duration.ofMillis(100),
            Duration.ofMillis(900)));
  }

  @Test
  void the_expiry_worker_is_killed_while_holds_end() {
    var kills = Chaos.plan(List.of(EXPIRY_WORKER), List.of(), null, HOLD, 7);

    assertThat(kills.getFirst().after()).isGreaterThan(HOLD);
  }

  @Test
  void a_given_moment_counts_for_all() {
    var moment = Duration.ofMillis(250);

    assertThat(Chaos.plan(List.of(ORDER_API), List.of(EXPIRY_WORKER), moment, HOLD, 7))
        .containsExactlyInAnyOrder(new Kill(ORDER_API, moment, false),
            new Kill(EXPIRY_WORKER, moment, true));
  }
}
