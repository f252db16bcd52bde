package dev.holdfast.campaign.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.campaign.verdict.DecidedOrders.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PoisonChecksTest {

  private static final UUID READABLE = UUID.randomUUID();
  private static final UUID STRANGE = UUID.randomUUID();

  private final PoisonChecks checks = new PoisonChecks(List.of(
      new Poisoned("truncated", 1, 17, READABLE, true),
      new Poisoned("unknown type", 2, 4, STRANGE, false)));

  @Test
  void poison_in_quarantine_with_its_order_rejected_passes() {
    assertThat(checks.kept(Set.of(new Place(1, 17), new Place(2, 4))).passed()).isTrue();
    assertThat(checks.answered(Map.of(READABLE, "REJECTED")).passed()).isTrue();
  }

  @Test
  void poison_that_nobody_kept_is_named() {
    assertThat(checks.kept(Set.of(new Place(1, 16), new Place(2, 4))).examples())
        .containsExactly("truncated at 1:17");
  }

  @Test
  void an_order_that_nobody_could_read_must_be_rejected() {
    assertThat(checks.answered(Map.of()).violations()).isEqualTo(1);
    assertThat(checks.answered(Map.of(READABLE, "HELD")).violations()).isEqualTo(1);
  }

  @Test
  void nobody_may_guess_what_a_record_of_no_known_type_orders() {
    assertThat(checks.answered(Map.of(READABLE, "REJECTED", STRANGE, "REJECTED")).examples())
        .containsExactly("order %s of the record unknown type at 2:4 is REJECTED"
            .formatted(STRANGE));
  }
}
