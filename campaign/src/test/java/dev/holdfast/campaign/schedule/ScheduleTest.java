package dev.holdfast.campaign.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Targets TARGETS = new Targets(List.of("api-1", "api-2", "worker-1"),
      List.of("worker-1"), List.of("worker-1 at worker-before-commit"),
      List.of("api", "worker"), List.of("kafka-1", "kafka-2", "kafka-3"),
      List.of("api-1 to postgres", "api-1 to kafka"), List.of("null body", "truncated"));

  @Test
  void the_same_seed_gives_the_same_rounds() {
    assertThat(hours(7)).isEqualTo(hours(7));
  }

  @Test
  void another_seed_gives_other_rounds() {
    assertThat(hours(8)).isNotEqualTo(hours(7));
  }

  @Test
  void rounds_follow_each_other_without_a_gap_to_the_end() {
    var rounds = hours(3);

    var next = Duration.ZERO;
    for (var round : rounds) {
      assertThat(round.start()).isEqualTo(next);
      assertThat(round.length()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
      next = next.plus(round.length());
    }
    assertThat(next).isGreaterThanOrEqualTo(Duration.ofHours(2));
  }

  @Test
  void a_quarter_of_the_rounds_is_quiet() {
    var rounds = hours(5);

    assertThat((double) rounds.stream().filter(round -> round.faults().isEmpty()).count()
        / rounds.size()).isBetween(0.2, 0.3);
  }

  @Test
  void every_kind_of_fault_has_its_turn_within_minutes() {
    var kinds = EnumSet.allOf(Kind.class);
    assertThat(Schedule.of(1, Duration.ofMinutes(4), kinds, TARGETS)
        .stream()
        .flatMap(round -> round.faults().stream())
        .map(Fault::kind)).containsAll(kinds);
  }

  @Test
  void no_two_faults_of_a_round_are_done_to_the_same_things() {
    assertThat(hours(2)).allSatisfy(round -> assertThat(round.faults())
        .extracting(fault -> fault.kind().scope())
        .doesNotHaveDuplicates());
  }

  @Test
  void each_kind_comes_once_and_alone() {
    var kinds = EnumSet.allOf(Kind.class);
    var rounds = Schedule.each(9, kinds, TARGETS);

    assertThat(rounds).allSatisfy(round -> assertThat(round.faults()).hasSize(1));
    assertThat(rounds).extracting(round -> round.faults().getFirst().kind())
        .containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(Schedule.each(9, kinds, TARGETS)).isEqualTo(rounds);
  }

  @Test
  void other_kinds_than_the_wanted_ones_do_not_come() {
    var rounds = Schedule.of(1, Duration.ofHours(1), Set.of(Kind.KILL_TWO_BROKERS), TARGETS);

    assertThat(rounds.stream().flatMap(round -> round.faults().stream())).isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Kind.KILL_TWO_BROKERS))
        .allSatisfy(fault -> assertThat(fault.targets()).hasSize(2).doesNotHaveDuplicates());
  }

  private static List<Round> hours(long seed) {
    return Schedule.of(seed, Duration.ofHours(2), EnumSet.allOf(Kind.class), TARGETS);
  }
}
