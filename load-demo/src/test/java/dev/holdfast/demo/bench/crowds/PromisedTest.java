package dev.holdfast.demo.bench.crowds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromisedTest {

  private static final long SECOND = 1_000_000_000;
  private static final double CAPACITY = 400;

  @Test
  void as_much_as_can_be_decided_and_refusals_beyond_it_are_fine() {
    var steps = List.of(step(1, 390, 0), step(10, 380, 5));

    assertThat(Promised.broken(CAPACITY, steps, 0)).isEmpty();
  }

  @Test
  void less_than_a_third_at_any_step_is_named() {
    var steps = List.of(step(1, 390, 0), step(10, 100, 5));

    assertThat(Promised.broken(CAPACITY, steps, 0)).singleElement()
        .asString()
        .contains("10 times", "0.25");
  }

  @Test
  void more_than_can_be_decided_and_nobody_refused_is_named() {
    assertThat(Promised.broken(CAPACITY, List.of(step(10, 390, 0)), 0)).singleElement()
        .asString()
        .contains("nobody was refused");
  }

  @Test
  void refusals_that_do_not_say_when_to_come_back_are_named() {
    assertThat(Promised.broken(CAPACITY, List.of(step(1, 390, 0)), 7)).singleElement()
        .asString()
        .startsWith("7 answers");
  }

  private static Step step(int times, double goodput, int refused) {
    var answers = new Answers(0, SECOND);
    for (int i = 0; i < refused; i++) {
      answers.heard(429, true, 0, 1);
    }
    return new Step(times, answers, goodput, 0, 0, 0, 0);
  }
}
