package dev.holdfast.decisions.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final int LIMIT = 5_000;

  @Test
  void decisions_and_progress_overtake_releases_of_other_events() {
    assertThat(next(release(1, "ended", 500), release(2, "over", 100), decision(3, "sale", 5),
        progress(4), decision(5, "sale", 2), progress(6))).containsExactly(3L, 4L, 5L, 6L, 1L, 2L);
  }

  @Test
  void the_results_of_one_event_keep_their_order() {
    assertThat(next(release(1, "night", 500), release(2, "over", 100), decision(3, "other", 1),
        decision(4, "night", 1), progress(5), release(6, "night", 9)))
        .containsExactly(3L, 1L, 4L, 5L, 2L, 6L);
  }

  @Test
  void releases_are_announced_a_thousand_at_a_time() {
    var releases = LongStream.range(0, 50).mapToObj(id -> release(id, "night", 400)).toList();

    assertThat(Lanes.next(releases, LIMIT)).extracting(Publication::id)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void a_release_never_overtakes_a_decision_of_its_event() {
    assertThat(next(decision(1, "sale", LIMIT), decision(2, "night", 5), progress(3),
        release(4, "night", 5), release(5, "over", 5))).containsExactly(1L, 5L);
  }

  @RepeatedTest(200)
  void whatever_waits_each_event_keeps_its_order_and_progress_follows_the_decisions(
      RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    var waiting = LongStream.range(0, 60)
        .mapToObj(id -> any(id, random))
        .collect(toCollection(ArrayList::new));
    var decisions = waiting.stream()
        .filter(row -> row.eventId() != null && !row.isRelease())
        .map(Publication::id)
        .toList();
    var announced = new ArrayList<Publication>();

    while (!waiting.isEmpty()) {
      var next = Lanes.next(waiting, 1 + random.nextInt(1_500));
      assertThat(next).isNotEmpty();
      waiting.removeAll(next);
      announced.addAll(next);
    }

    assertThat(announced.stream()
        .filter(row -> row.eventId() != null)
        .collect(groupingBy(Publication::eventId, mapping(Publication::id, toList())))
        .values()).allSatisfy(ids -> assertThat(ids).isSorted());
    for (int i = 0; i < announced.size(); i++) {
      var row = announced.get(i);
      if (row.eventId() == null) {
        assertThat(announced.subList(0, i)).extracting(Publication::id)
            .containsAll(decisions.stream().filter(id -> id < row.id()).toList());
      }
    }
  }

  private static Publication any(long id, SplittableRandom random) {
    var eventId = "event-" + random.nextInt(6);
    int results = 1 + random.nextInt(1_000);
    return switch (random.nextInt(3)) {
      case 0 -> progress(id);
      case 1 -> release(id, eventId, results);
      default -> decision(id, eventId, results);
    };
  }

  private static List<Long> next(Publication... waiting) {
    return Lanes.next(List.of(waiting), LIMIT).stream().map(Publication::id).toList();
  }

  private static Publication decision(long id, String eventId, int results) {
    return new Publication(id, eventId, 1, 1, results, 0, false);
  }

  private static Publication release(long id, String eventId, int results) {
    return new Publication(id, eventId, 1, 1, results, 0, true);
  }

  private static Publication progress(long id) {
    return new Publication(id, null, 0, 0, 0, 17, false);
  }
}
