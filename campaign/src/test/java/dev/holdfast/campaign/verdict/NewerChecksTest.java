package dev.holdfast.campaign.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.site.Newer;
import dev.holdfast.campaign.verdict.DecidedOrders.Place;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewerChecksTest {

  private static final UUID ORDER = UUID.randomUUID();

  private final NewerChecks checks = new NewerChecks(List.of(new Newer(2, 1, 17, ORDER)));

  @Test
  void an_order_that_a_newer_worker_decided_passes() {
    assertThat(checks.decided(Set.of(ORDER), Set.of()).passed()).isTrue();
  }

  @Test
  void an_order_that_was_passed_over_is_named() {
    assertThat(checks.decided(Set.of(), Set.of(new Place(1, 16))).examples())
        .containsExactly("order %s of version 2 at 1:17 was passed over".formatted(ORDER));
  }

  @Test
  void an_order_in_quarantine_waited_for_nobody() {
    assertThat(checks.decided(Set.of(ORDER), Set.of(new Place(1, 17))).examples())
        .containsExactly("order %s of version 2 at 1:17 is in quarantine".formatted(ORDER));
  }
}
