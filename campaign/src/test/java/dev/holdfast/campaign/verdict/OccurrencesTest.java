package dev.holdfast.campaign.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.campaign.schedule.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

  private static final List<Kind> ASKED = List.of(Kind.POISON, Kind.KILL_SERVICE, Kind.FILL_DISK);

  @Test
  void a_kind_that_did_not_happen_is_counted_as_none_and_named() {
    var occurrences =
        new Occurrences(ASKED, Map.of(Kind.POISON, 2, Kind.FILL_DISK, 1), Map.of(), Set.of());

    assertThat(occurrences.done()).isEqualTo(
        Map.of("poison", 2, "kill service", 0, "fill disk", 1));
    assertThat(occurrences.each().examples()).containsExactly("kill service did not happen");
  }

  @Test
  void what_the_machine_does_not_allow_need_not_happen() {
    var occurrences = new Occurrences(ASKED, Map.of(Kind.POISON, 1, Kind.KILL_SERVICE, 1),
        Map.of(), Set.of(Kind.FILL_DISK, Kind.LIMIT_FILES));

    assertThat(occurrences.each().passed()).isTrue();
    assertThat(occurrences.impossible()).containsExactly("fill disk");
  }
}
