package dev.holdfast.orders.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.orders.model.Admission.Load;
import dev.holdfast.orders.model.Admission.Reason;
import dev.holdfast.orders.model.Admission.Verdict.Admitted;
import dev.holdfast.orders.model.Admission.Verdict.Refused;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

  private final Admission admission = new Admission(100, 1_000, Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource({
      "  1,    0,     0, ADMITTED",
      "100,  999,  7500, ADMITTED",
      "101,    0,     0, AT_WORK",
      "101, 1000,  7501, AT_WORK",
      "  1, 1000,     0, UNSETTLED",
      "  1, 1000,  7501, UNSETTLED",
      "  1,    0,  7501, WAIT"})
  void an_order_is_judged_by(int atWork, int unsettled, long waitMillis, String judgement) {
    var verdict = admission.order(new Load(atWork, unsettled, Duration.ofMillis(waitMillis)));

    assertThat(switch (verdict) {
      case Admitted _ -> "ADMITTED";
      case Refused(var reason, _) -> reason.name();
    }).isEqualTo(judgement);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "100, true", "101, false"})
  void anything_else_is_judged_by_the_room_there_is(int atWork, boolean admitted) {
    assertThat(admission.any(atWork) instanceof Admitted).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource({
      "  1,    0, 1",
      "  1, 0.99, 1",
      "  2,  0.4, 1",
      "  2,  0.6, 2",
      " 20,    0, 10",
      " 20,  0.5, 15",
      " 20, 0.99, 20",
      "900,    0, 30",
      "900, 0.99, 60"})
  void who_is_refused_comes_back_between_half_and_all_of_the_wait(
      long waitSeconds,
      double luck,
      long seconds) {
    var refused = new Refused(Reason.WAIT, Duration.ofSeconds(waitSeconds));

    assertThat(refused.retryAfterSeconds(luck)).isEqualTo(seconds);
  }
}
