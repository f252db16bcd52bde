package dev.holdfast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.model.Outcome;
import dev.holdfast.simulation.stage.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

  private static final int SEEDS = 500;
  private static final int SEEDS_PER_MUTATION = 500;

  private static final List<String> TROUBLES = List.of("CRASHES", "PAUSES", "LOSES its connection",
      "can't commit", "does NOT HEAR", "GIVES UP waiting", "could not send", "sees a gap",
      "has moved", "SETS the database's clock", "waits for cursor", "waits for event",
      "has released", "brings LATE: a request", "brings LATE: results");

  private static final Simulation SIMULATION = new Simulation();

  @AfterAll
  static void close() {
    SIMULATION.close();
  }

  @Test
  void the_protocol_survives_every_seed() {
    var broken = broken(SEEDS, null).findFirst();

    assertThat(broken.map(SimulationTest::told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void an_altered_protocol_is_caught_by(Mutation mutation) {
    var caught = broken(SEEDS_PER_MUTATION, mutation).findFirst();

    assertThat(caught.map(SimulationTest::invariant)).contains(catches(mutation));
  }

  @Test
  void a_view_without_its_guard_is_caught_by_reordered_results_alone() {
    assertThat(broken(SEEDS_PER_MUTATION, Mutation.NO_VERSION_GUARD, EnumSet.noneOf(Fault.class)))
        .isEmpty();

    var caught = broken(SEEDS_PER_MUTATION, Mutation.NO_VERSION_GUARD, EnumSet.of(Fault.REORDER))
        .findFirst();

    assertThat(caught.map(SimulationTest::invariant)).contains(Invariant.I11);
  }

  @Test
  void the_same_seed_is_the_same_play_step_by_step() {
    try (var other = new Simulation()) {
      for (long seed = 1; seed <= 20; seed++) {
        var first = SIMULATION.play(seed, null);
        var again = other.play(seed, null);

        assertThat(again.trace()).hasSizeGreaterThan(200).isEqualTo(first.trace());
      }
    }
  }

  @Test
  void a_hundred_seeds_see_every_trouble() {
    var seen = LongStream.rangeClosed(1, 100)
        .mapToObj(seed -> SIMULATION.play(seed, null))
        .flatMap(outcome -> outcome.trace().stream())
        .toList();

    assertThat(TROUBLES).allSatisfy(
        trouble -> assertThat(seen).anyMatch(line -> line.contains(trouble)));
  }

  /** The table of mutations: which invariant catches each of them first. */
  static Invariant catches(Mutation mutation) {
    return switch (mutation) {
      case NO_CURSOR -> Invariant.I8;
      case ACKNOWLEDGE_BEFORE_COMMIT -> Invariant.I8;
      case EXPIRY_LOCKS_ORDERS_FIRST -> Invariant.NO_DEADLOCK;
      case READ_BEFORE_EVENT_LOCK -> Invariant.I2;
      case NO_EVENT_LOCK -> Invariant.I2;
      case PUBLISHER_READS_GREATER_IDS -> Invariant.DRAINS;
      case PUBLISHER_DELETES_FIRST -> Invariant.I9;
      case PROGRESS_BEFORE_RESULTS -> Invariant.I11;
      case NO_VERSION_GUARD -> Invariant.I11;
      case EXPIRY_TRUSTS_THE_CLOCK -> Invariant.I12;
      case IDLE_TIME_BY_CLOCK -> Invariant.I12;
    };
  }

  private static Stream<Outcome> broken(int seeds, @Nullable Mutation mutation) {
    return broken(seeds, mutation, EnumSet.allOf(Fault.class));
  }

  private static Stream<Outcome> broken(
      int seeds,
      @Nullable Mutation mutation,
      Set<Fault> possible) {
    return LongStream.rangeClosed(1, seeds)
        .mapToObj(seed -> SIMULATION.play(seed, mutation, possible))
        .filter(outcome -> outcome.broken().isPresent());
  }

  private static Invariant invariant(Outcome outcome) {
    return outcome.broken().orElseThrow().invariant();
  }

  private static String told(Outcome outcome) {
    return "seed %d: %s: %s".formatted(outcome.seed(), invariant(outcome),
        outcome.broken().orElseThrow().getMessage());
  }
}
