package dev.holdfast.demo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.Attempts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SaleChecksTest {

  private static final Attempt SOLD = Attempts.decided(UUID.randomUUID(), "CONFIRMED", 2);
  private static final Attempt REJECTED = Attempts.decided(UUID.randomUUID(), "REJECTED", 1);
  private static final Attempt HELD = Attempts.decided(UUID.randomUUID(), "HELD", 1);

  @Test
  void a_sale_as_it_should_be_has_nothing_to_complain_about() {
    assertThat(broken(List.of(SOLD, REJECTED), outcome(1, 1, 2, 1), true, true)).isEmpty();
  }

  @Test
  void more_than_there_are_is_oversold_at_the_end_and_at_any_moment() {
    assertThat(broken(List.of(SOLD), outcome(2, 1, 2, 1), false, true)).containsExactly("I1");
    assertThat(broken(List.of(SOLD), outcome(1, 2, 2, 1), false, true)).containsExactly("I1");
    assertThat(outcome(3, 2, 2, 1).oversold(1)).isEqualTo(2);
  }

  @Test
  void exactly_the_first_must_get_tickets() {
    assertThat(broken(List.of(SOLD), outcome(1, 1, 2, 0), false, true)).containsExactly("FIRST");
  }

  @Test
  void an_order_that_was_refused_is_reported() {
    assertThat(broken(List.of(SOLD, Attempts.refused()), outcome(1, 1, 2, 1), false, true))
        .containsExactly("TAKEN");
  }

  @Test
  void a_buyer_still_waiting_is_reported() {
    assertThat(broken(List.of(HELD), outcome(1, 1, 2, 1), false, true)).containsExactly("ENDED");
    assertThat(broken(List.of(SOLD), outcome(1, 1, 2, 1), false, false)).containsExactly("ENDED");
  }

  @Test
  void tickets_left_while_buyers_stay_interested_are_stuck() {
    var unsold = new Outcome(1, 1, 0, 2, 1, Map.of("EXPIRED", 1), Map.of("SOLD_OUT", 1));

    assertThat(broken(List.of(REJECTED), unsold, true, true)).containsExactly("STOCK");
    assertThat(broken(List.of(REJECTED), unsold, false, true)).isEmpty();
  }

  private static List<String> broken(
      List<Attempt> attempts,
      Outcome outcome,
      boolean persistent,
      boolean finished) {
    return new SaleChecks(1, attempts, outcome).all(persistent, finished)
        .stream()
        .filter(check -> !check.passed())
        .map(Check::id)
        .toList();
  }

  private static Outcome outcome(int peak, int now, int asked, int held) {
    return new Outcome(0, peak, now, asked, held, Map.of("CONFIRMED", 1), Map.of("SOLD_OUT", 1));
  }
}
