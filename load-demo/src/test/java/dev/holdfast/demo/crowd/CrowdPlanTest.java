package dev.holdfast.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.crowd.CrowdPlan.BuyerPlan;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CrowdPlanTest {

  @Test
  void the_same_seed_brings_the_same_crowd() {
    var plan = new CrowdPlan(500, 0.6, 0.1, 0.1, 42);

    assertThat(plan.plans()).isEqualTo(plan.plans())
        .isNotEqualTo(new CrowdPlan(500, 0.6, 0.1, 0.1, 43).plans());
  }

  @Test
  void shares_are_about_what_was_asked_for() {
    var plans = new CrowdPlan(10_000, 0.6, 0.1, 0.2, 1).plans();

    assertThat(plans.stream().filter(plan -> plan.intent() == Intent.PAY)).hasSizeBetween(5_800,
        6_200);
    assertThat(plans.stream().filter(plan -> plan.intent() == Intent.CANCEL)).hasSizeBetween(900,
        1_100);
    assertThat(plans.stream().filter(BuyerPlan::repeats)).hasSizeBetween(1_800, 2_200);
  }

  @Test
  void everybody_pays_if_everybody_shall() {
    assertThat(new CrowdPlan(1_000, 1, 0, 0, 1).plans())
        .allMatch(plan -> plan.intent() == Intent.PAY && !plan.repeats());
  }

  @Test
  void an_idempotency_key_is_a_uuid_that_tells_its_time() {
    long now = 1_750_000_000_000L;

    var key = UUID.fromString(IdempotencyKey.at(now, new Random(1)));

    assertThat(key.version()).isEqualTo(7);
    assertThat(key.variant()).isEqualTo(2);
    assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(now);
  }
}
