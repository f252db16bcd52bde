package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.crowd.Attempt.Acceptance;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptTest {

  private static final UUID ORDER = UUID.randomUUID();

  @Test
  void the_order_id_is_found_in_the_reference() {
    assertThat(Attempts.accepted(ORDER).orderId()).isEqualTo(ORDER);
    assertThat(Attempts.refused().orderId()).isNull();
  }

  @Test
  void a_reference_that_is_no_reference_has_no_order_id() {
    var attempt = Attempts.fresh();

    attempt.accepted("?", 1);

    assertThat(attempt.orderId()).isNull();
  }

  @Test
  void an_order_accepted_after_trouble_is_accepted() {
    var attempt = Attempts.unanswered();
    attempt.refused("503 later", true);
    attempt.accepted(Attempts.ref(ORDER), 5);
    attempt.refused("503 later", true);

    assertThat(attempt.acceptance()).isEqualTo(Acceptance.ACCEPTED);
    assertThat(attempt.broken()).isEmpty();
  }

  @Test
  void a_refusal_after_an_answer_that_never_came_proves_nothing() {
    var attempt = Attempts.unanswered();
    attempt.refused("422 no", false);

    assertThat(attempt.acceptance()).isEqualTo(Acceptance.UNKNOWN);
    assertThat(Attempts.refused().acceptance()).isEqualTo(Acceptance.REFUSED);
  }

  @Test
  void another_reference_for_the_same_key_is_a_broken_promise() {
    var attempt = Attempts.accepted(ORDER);
    attempt.accepted(Attempts.ref(ORDER), 12);
    assertThat(attempt.broken()).isEmpty();

    attempt.accepted(Attempts.ref(UUID.randomUUID()), 13);

    assertThat(attempt.broken()).singleElement().asString().contains("got reference");
  }

  @Test
  void a_refusal_after_the_acceptance_is_a_broken_promise() {
    var attempt = Attempts.accepted(ORDER);

    attempt.refused("404 unknown", false);

    assertThat(attempt.broken()).singleElement().asString().contains("then refused: 404");
  }

  @Test
  void a_status_that_goes_backwards_is_a_broken_promise() {
    var attempt = Attempts.decided(ORDER, "CONFIRMED", 2);

    attempt.saw(new Seen("HELD", 1, 1), null, 40);

    assertThat(attempt.broken()).singleElement().asString().contains("CONFIRMED", "HELD");
  }
}
