package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.FakeOrderApi.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final int BUYERS = 40;

  @Test
  void every_buyer_orders_once_and_comes_to_an_end() throws Exception {
    var attempts = sale(10, Fault.NONE, new CrowdPlan(BUYERS, 0.5, 0.2, 0.5, 3), false);

    assertThat(attempts).hasSize(BUYERS)
        .allMatch(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
        .allMatch(attempt -> attempt.broken().isEmpty())
        .allMatch(attempt -> List.of("REJECTED", "CONFIRMED", "EXPIRED", "CANCELLED")
            .contains(attempt.seen().status()));
    assertThat(new HashSet<>(attempts.stream().map(Attempt::accountId).toList())).hasSize(BUYERS);
    assertThat(new HashSet<>(attempts.stream().map(Attempt::key).toList())).hasSize(BUYERS);
  }

  @Test
  void persistent_buyers_come_back_with_a_new_key_until_everything_is_sold() throws Exception {
    var attempts = sale(10, Fault.NONE, new CrowdPlan(BUYERS, 0.6, 0.2, 0, 3), true);

    assertThat(attempts).hasSizeGreaterThan(BUYERS);
    assertThat(attempts).filteredOn(attempt -> attempt.seen().status().equals("CONFIRMED"))
        .hasSize(10);
  }

  @Test
  void an_order_whose_answer_was_lost_is_sent_again_under_its_key() throws Exception {
    var attempts = sale(10, Fault.FIRST_ANSWER_LOST, new CrowdPlan(5, 1, 0, 0, 3), false);

    assertThat(attempts).hasSize(5)
        .allMatch(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
        .allMatch(attempt -> attempt.seen().status().equals("CONFIRMED"))
        .allMatch(attempt -> attempt.broken().isEmpty());
  }

  @Test
  void another_reference_for_a_repeated_order_is_noticed() throws Exception {
    var attempts =
        sale(10, Fault.NEW_REFERENCE_EACH_TIME, new CrowdPlan(5, 1, 0, 1, 3), false);

    assertThat(attempts).allMatch(
        attempt -> attempt.broken().stream().anyMatch(text -> text.contains("got reference")));
  }

  @Test
  void a_status_that_goes_backwards_is_noticed() throws Exception {
    var attempts = sale(10, Fault.GOES_BACKWARDS, new CrowdPlan(5, 1, 0, 0, 3), false);

    assertThat(attempts).allMatch(
        attempt -> attempt.broken().stream().anyMatch(text -> text.contains("went from")));
  }

  @Test
  void a_refused_order_ends_the_buyers_wish() throws Exception {
    var attempts = sale(10, Fault.REFUSES_ORDERS, new CrowdPlan(5, 1, 0, 0, 3), true);

    assertThat(attempts).hasSize(5)
        .allMatch(attempt -> attempt.acceptance() == Acceptance.REFUSED)
        .allMatch(attempt -> String.valueOf(attempt.refusal()).contains("quantity-over-limit"));
  }

  private static List<Attempt> sale(int tickets, Fault fault, CrowdPlan plan, boolean persistent)
      throws Exception {
    try (var api = new FakeOrderApi(tickets, fault);
        var crowd = Crowd.gather(plan, new Sale(api.uri(), "e", "t", persistent),
            Deadline.in(Duration.ofSeconds(60)))) {
      await().until(crowd::isGathered);
      crowd.start();
      await().atMost(Duration.ofSeconds(50)).until(crowd::isDone);
      assertThat(crowd.crashes()).isEmpty();
      return crowd.attempts();
    }
  }
}
