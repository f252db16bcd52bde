package dev.holdfast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SimulateTest {

  private final StringWriter said = new StringWriter();

  @Test
  void seeds_that_hold_end_with_0_and_a_pace() {
    assertThat(simulate("--seeds", "20")).isZero();

    assertThat(said.toString()).contains("20 seeds from 1: every invariant held", " a second");
  }

  @Test
  void a_broken_seed_ends_with_1_and_tells_how_to_see_it_again() {
    assertThat(simulate("--seeds", "50", "--mutation", "progress_before_results", "--steps", "5"))
        .isEqualTo(1);

    assertThat(said.toString())
        .contains("breaks I11", "Again, whole: ./holdfast simulate --seed ")
        .containsPattern("(?m)^ +\\d+ projector-\\d+ +committed");
  }

  @Test
  void a_seed_alone_shows_its_whole_trace() {
    assertThat(simulate("--seed", "7")).isZero();

    assertThat(said.toString())
        .contains("organiser      commits", "director       waits for rest")
        .endsWith("seed 7: every invariant held" + System.lineSeparator());
  }

  private int simulate(String... args) {
    return Simulate.commandLine().setOut(new PrintWriter(said, true)).execute(args);
  }
}
