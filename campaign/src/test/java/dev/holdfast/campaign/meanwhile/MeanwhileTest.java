package dev.holdfast.campaign.meanwhile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.campaign.schedule.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeanwhileTest {

  private static final int LOOKS = 5;

  private static final Sighting BEFORE = new Sighting(Map.of(0, 5L, 1, 7L), false,
      Map.of("api-1", 3, "api-2", 4), Map.of("503 view-unavailable", 2), Set.of(), Set.of());

  @Test
  void while_a_worker_is_dead_the_other_takes_its_shards_over() throws Exception {
    var kill = fault(Kind.KILL_SERVICE, "worker-1");

    assertThat(seen(kill, cursors(6, 7))).contains("not seen: every shard decides");
    assertThat(seen(kill, served(cursors(6, 8), 4, 5))).isEmpty();
  }

  @Test
  void while_one_api_is_away_buyers_go_on_at_the_other() throws Exception {
    var freeze = fault(Kind.FREEZE_SERVICE, "api-1");

    assertThat(seen(freeze, served(BEFORE, 9, 4)))
        .contains("not seen: buyers at api-2 hear decisions");
    assertThat(seen(freeze, served(BEFORE, 3, 5))).isEmpty();
  }

  @Test
  void nobody_is_expected_to_decide_without_a_worker() throws Exception {
    assertThat(seen(fault(Kind.KILL_SERVICE, "worker-1", "worker-2"), BEFORE)).isEmpty();
  }

  @Test
  void others_go_on_only_after_a_process_has_come_to_its_point() throws Exception {
    var crash = fault(Kind.CRASH_SERVICE, "worker-2 at worker-after-commit");

    assertThat(seen(crash, served(cursors(6, 8), 4, 5)))
        .contains("not seen: worker-2 has ended");
    assertThat(seen(crash, dead("worker-2"), served(cursors(6, 8), 4, 5))).isEmpty();
  }

  @Test
  void an_instance_that_is_rolled_is_not_missed() throws Exception {
    assertThat(meanwhile(BEFORE, cursors(6, 7)).awaitWithout("worker-1"))
        .contains("without worker-1: not seen: every shard decides");
    assertThat(meanwhile(BEFORE, served(BEFORE, 3, 5)).awaitWithout("api-1")).isEmpty();
  }

  @Test
  void a_clock_far_off_halts_releases_and_sales_go_on() throws Exception {
    for (var kind : List.of(Kind.MOVE_WORKER_CLOCK, Kind.MOVE_DATABASE_CLOCK)) {
      var ahead = new Fault(kind, List.of(), 0.9);
      var behind = new Fault(kind, List.of(), 0.1);

      assertThat(seen(ahead, cursors(6, 8))).contains("not seen: releases are halted");
      assertThat(seen(behind, cursors(6, 8))).contains("not seen: releases are halted");
      assertThat(seen(ahead, halted(BEFORE), halted(BEFORE)))
          .contains("not seen: every shard decides");
      assertThat(seen(ahead, halted(cursors(6, 8)))).contains("not seen: every shard decides");
      assertThat(seen(ahead, halted(BEFORE), halted(cursors(6, 8)))).isEmpty();
    }
  }

  @Test
  void a_clock_slightly_off_halts_nothing() throws Exception {
    assertThat(seen(new Fault(Kind.MOVE_WORKER_CLOCK, List.of(), 0.55), cursors(6, 8))).isEmpty();
  }

  @Test
  void a_newer_message_halts_its_shard_and_no_other() throws Exception {
    var newer = fault(Kind.NEWER_MESSAGE);

    assertThat(seen(newer, cursors(6, 8)))
        .contains("not seen: a worker says that a shard is halted");
    assertThat(seen(newer, shardHalted(BEFORE), shardHalted(cursors(5, 9))))
        .contains("not seen: another shard decides");
    assertThat(seen(newer, shardHalted(cursors(6, 7)))).contains("not seen: another shard decides");
    assertThat(seen(newer, shardHalted(BEFORE), shardHalted(cursors(6, 7)))).isEmpty();
  }

  @Test
  void without_a_majority_or_a_database_it_says_so() throws Exception {
    for (var kind : List.of(Kind.KILL_TWO_BROKERS, Kind.KILL_ALL_BROKERS, Kind.KILL_POSTGRES,
        Kind.STOP_POSTGRES_AT_ONCE)) {
      assertThat(seen(fault(kind), answered(Map.of("503 view-unavailable", 2, "429 overloaded",
          1)))).contains("not seen: 503 is answered");
      assertThat(seen(fault(kind), answered(Map.of("503 view-unavailable", 3)))).isEmpty();
    }
  }

  @Test
  void a_flood_of_readers_is_told_how_events_and_orders_stand() throws Exception {
    var flood = fault(Kind.FLOOD_READS);
    var events = answered(Map.of("event 200", 1));
    var both = answered(Map.of("event 200", 1, "order 200", 1));

    assertThat(seen(flood, events, events))
        .contains("not seen: somebody is told how an order stands");
    assertThat(seen(flood, events, both, served(both, 4, 4)))
        .contains("not seen: buyers at api-2 hear decisions");
  }

  @Test
  void what_lines_of_one_instance_carry_is_no_matter_of_the_others() throws Exception {
    var cut = fault(Kind.SILENCE_ANSWERS, "api-1 to kafka-2", "worker-2 to postgres");

    assertThat(seen(cut, served(BEFORE, 9, 4)))
        .contains("not seen: buyers at api-2 hear decisions");
    assertThat(seen(cut, served(BEFORE, 3, 5))).isEmpty();
  }

  @Test
  void an_error_answered_meanwhile_is_named_with_its_round_and_number() {
    var meanwhile = meanwhile(BEFORE);
    meanwhile.answered("first", Map.of("500 internal-error", 2, "503", 4, "429 overloaded", 9,
        "no answer", 3));
    meanwhile.answered("second", Map.of("500 internal-error", 5, "order 404", 1, "event 503", 2));
    meanwhile.answered("third", Map.of("500 internal-error", 5, "order 404", 1, "order 200", 7));

    assertThat(meanwhile.findings()).containsExactlyInAnyOrder(
        "first: 2 answers 500 internal-error", "second: 3 answers 500 internal-error",
        "second: 1 answers order 404");
  }

  private static Optional<String> seen(Fault fault, Sighting... then) throws Exception {
    return meanwhile(BEFORE, then).await(fault);
  }

  /** Each look shows the next one, and from the last on nothing new. */
  private static Meanwhile meanwhile(Sighting before, Sighting... then) {
    var sightings = new ArrayDeque<>(List.of(then));
    sightings.addFirst(before);
    return new Meanwhile(new Expectations(List.of("api-1", "api-2"), List.of("worker-1",
        "worker-2")), () -> sightings.size() > 1 ? sightings.remove() : sightings.element(),
        LOOKS, Duration.ZERO);
  }

  private static Fault fault(Kind kind, String... targets) {
    return new Fault(kind, List.of(targets), 0.5);
  }

  private static Sighting cursors(long first, long second) {
    return new Sighting(Map.of(0, first, 1, second), false, BEFORE.decided(), BEFORE.answers(),
        Set.of(), Set.of());
  }

  private static Sighting served(Sighting sighting, int first, int second) {
    return new Sighting(sighting.cursors(), false, Map.of("api-1", first, "api-2", second),
        sighting.answers(), sighting.dead(), Set.of());
  }

  private static Sighting dead(String instance) {
    return new Sighting(BEFORE.cursors(), false, BEFORE.decided(), BEFORE.answers(),
        Set.of(instance), Set.of());
  }

  private static Sighting halted(Sighting sighting) {
    return new Sighting(sighting.cursors(), true, sighting.decided(), sighting.answers(),
        Set.of(), Set.of());
  }

  private static Sighting shardHalted(Sighting sighting) {
    return new Sighting(sighting.cursors(), false, sighting.decided(), sighting.answers(),
        Set.of(), Set.of(1));
  }

  private static Sighting answered(Map<String, Integer> answers) {
    return new Sighting(BEFORE.cursors(), false, BEFORE.decided(), answers, Set.of(), Set.of());
  }
}
