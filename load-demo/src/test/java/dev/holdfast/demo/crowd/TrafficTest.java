package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.FakeOrderApi.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final CrowdPlan FOUR_LANES = new CrowdPlan(4, 0.5, 0.2, 0.5, 3);

  @Test
  void buyers_come_one_after_another_until_it_stops_and_stay_to_the_end() throws Exception {
    try (var api = new FakeOrderApi(100, Fault.NONE);
        var traffic = Traffic.begin(FOUR_LANES,
            List.of(new Sale(api.uri(), "e", "t", false)), Deadline.in(Duration.ofMinutes(1)))) {
      await().atMost(Duration.ofSeconds(50)).until(() -> traffic.attempts().size() > 12);
      traffic.stop();
      await().atMost(Duration.ofSeconds(50)).until(traffic::isDone);

      var attempts = traffic.attempts();
      assertThat(traffic.crashes()).isEmpty();
      assertThat(attempts).allMatch(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
          .allMatch(attempt -> attempt.broken().isEmpty())
          .allMatch(attempt -> List.of("REJECTED", "CONFIRMED", "EXPIRED", "CANCELLED")
              .contains(attempt.seen().status()));
      assertThat(new HashSet<>(attempts.stream().map(Attempt::accountId).toList()))
          .hasSameSizeAs(attempts);
    }
  }

  @Test
  void time_ends_it_as_well() throws Exception {
    try (var api = new FakeOrderApi(100, Fault.NONE);
        var traffic = Traffic.begin(FOUR_LANES,
            List.of(new Sale(api.uri(), "e", "t", false)), Deadline.in(Duration.ZERO))) {
      await().until(traffic::isDone);

      assertThat(traffic.crashes()).isEmpty();
    }
  }
}
