package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.FakeOrderApi.Fault;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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
      assertThat(traffic.arrivals()).isEqualTo(attempts.size());
      assertThat(traffic.tally().anyReceipt(new Random(1))).get()
          .matches(receipt -> receipt.statusPath().startsWith("/v1/orders/"));
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

  @Test
  void a_rush_does_not_wait_for_those_who_wait() throws Exception {
    // Nobody gets beyond his session, for nobody answers.
    try (var deaf = new ServerSocket(0, 1_000);
        var traffic = Traffic.rush(FOUR_LANES,
            List.of(new Sale(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), "e", "t",
                false)),
            Deadline.in(Duration.ofMinutes(1)), 200)) {
      await().atMost(Duration.ofSeconds(50)).until(() -> traffic.arrivals() > 100);
      traffic.stop();

      assertThat(traffic.tally().connected()).isZero();
    }
  }
}
