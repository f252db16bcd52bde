package dev.holdfast.orders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Backlog backlog = new Backlog();
  private long now = Duration.ofDays(1).toNanos();

  @Test
  void nobody_waits_where_nobody_knows_how_far_it_is() {
    backlog.accepted(1_000_000, now);
    pass(60);

    assertThat(seconds()).isZero();
  }

  @Test
  void nobody_waits_when_all_is_decided() {
    backlog.decided(10, now);
    backlog.accepted(9, now);
    pass(60);

    assertThat(seconds()).isZero();
  }

  @Test
  void a_crowd_that_comes_all_at_once_is_expected_to_be_served_at_the_usual_pace() {
    backlog.decided(0, now);
    backlog.accepted(5 * Backlog.USUAL_PER_SECOND - 1, now);

    assertThat(seconds()).isCloseTo(5, within(0.01));
  }

  @Test
  void the_pace_of_a_worker_that_falls_behind_is_learnt() {
    backlog.decided(0, now);
    backlog.accepted(99_999, now);

    decide(100, 100, 0.1);
    assertThat(seconds()).isCloseTo(90_000 / 1_000.0, within(3.0));
    decide(10, 100, 0.1);
    assertThat(seconds()).isCloseTo(89_000 / 100.0, within(60.0));
  }

  @Test
  void many_announcements_at_the_same_moment_are_no_miracle() {
    backlog.decided(0, now);
    backlog.accepted(99_999, now);
    decide(1_000, 10, 1);

    for (long next = 10_010; next <= 10_100; next += 10) {
      backlog.decided(next, now);
    }

    assertThat(seconds()).isCloseTo(90, within(10.0));
  }

  @Test
  void a_worker_that_keeps_up_is_not_thought_slow_because_little_is_asked() {
    backlog.decided(0, now);
    for (int order = 0; order < 100; order++) {
      backlog.accepted(order, now);
      pass(0.05);
      backlog.decided(order + 1, now);
    }

    backlog.accepted(4_099, now);

    assertThat(seconds()).isCloseTo(2, within(0.01));
  }

  @Test
  void a_standstill_counts_for_as_long_as_it_lasts() {
    backlog.decided(0, now);
    backlog.accepted(0, now);
    pass(7);
    backlog.accepted(1, now);

    assertThat(seconds()).isCloseTo(7, within(0.01));
    backlog.decided(1, now);
    assertThat(seconds()).isLessThan(0.01);
  }

  @Test
  void after_a_standstill_the_pace_is_soon_what_it_was() {
    backlog.decided(0, now);
    backlog.accepted(99_999, now);
    decide(200, 20, 0.1);
    pass(30);

    decide(200, 10, 0.1);

    assertThat(seconds()).isLessThan(1.5 * 94_000 / 2_000);
  }

  @Test
  void time_without_work_is_no_standstill() {
    backlog.decided(10, now);
    pass(3_600);
    backlog.accepted(10, now);

    assertThat(seconds()).isLessThan(0.01);
  }

  @Test
  void who_has_caught_up_is_not_held_back_by_a_slow_hour() {
    backlog.decided(0, now);
    backlog.accepted(9_999, now);
    decide(10, 90, 1);
    assertThat(seconds()).isGreaterThan(100);

    decide(9_000, 1, 1);
    backlog.accepted(11_999, now);

    assertThat(seconds()).isLessThan(2);
  }

  @Test
  void a_slow_worker_is_noticed_before_the_line_is_twice_too_long() {
    backlog.decided(0, now);
    backlog.accepted(9_999, now);

    decide(10, 20, 0.1);

    assertThat(seconds()).isGreaterThan(18);
  }

  @Test
  void a_slow_worker_is_still_thought_slow_when_the_line_gets_short() {
    backlog.decided(0, now);
    backlog.accepted(1_999, now);

    decide(10, 160, 0.1);

    assertThat(seconds()).isCloseTo(400 / 100.0, within(0.5));
  }

  @Test
  void a_worker_that_was_slow_is_forgiven_when_it_has_kept_up_for_minutes() {
    overrun(100);

    for (int order = 0; order < 400; order++) {
      backlog.accepted(next, now);
      pass(0.2);
      backlog.accepted(next + 1, now);
      decide(1, 1, 0.1);
    }
    backlog.accepted(next + 2_000 - 1, now);

    assertThat(seconds()).isLessThan(1.2);
  }

  @Test
  void a_worker_that_was_slow_is_forgiven_after_a_quiet_hour() {
    overrun(50);

    pass(3_600);
    backlog.accepted(next + 2_000 - 1, now);

    assertThat(seconds()).isLessThan(1.2);
  }

  @Test
  void a_worker_that_was_slow_is_forgiven_after_an_hour_of_others_that_ask_little() {
    overrun(50);

    decide(1, 10, 360);
    backlog.accepted(next + 2_000 - 1, now);

    assertThat(seconds()).isLessThan(1.2);
  }

  @Test
  void a_worker_that_was_slow_is_not_forgiven_in_a_quiet_moment() {
    overrun(50);

    pass(5);
    backlog.accepted(next + 2_000 - 1, now);

    assertThat(seconds()).isGreaterThan(10);
  }

  @Test
  void a_very_slow_worker_is_not_forgiven_while_its_line_takes_long() {
    backlog.decided(0, now);
    backlog.accepted(999, now);
    decide(2, 300, 0.1);

    for (int order = 0; order < 600; order++) {
      backlog.accepted(next + 400, now);
      decide(2, 1, 0.1);
    }

    assertThat(seconds()).isCloseTo(400 / 20.0, within(1.0));
  }

  /** All that was asked for is decided, at so many a second. */
  private void overrun(int perSecond) {
    backlog.decided(0, now);
    backlog.accepted(1_999, now);
    decide(10, 200, 10.0 / perSecond);
  }

  /** So many a time, so many times, with this pause before each. */
  private void decide(int atATime, int times, double pause) {
    for (int time = 0; time < times; time++) {
      pass(pause);
      next += atATime;
      backlog.decided(next, now);
    }
  }

  private long next;

  private void pass(double seconds) {
    now += (long) (seconds * 1e9);
  }

  private double seconds() {
    return backlog.waitFrom(now).toNanos() / 1e9;
  }
}
