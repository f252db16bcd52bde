package dev.holdfast.demo.contenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocksInMemoryTest {

  private final LocksInMemory locks = new LocksInMemory();

  @Test
  void two_are_never_inside_for_one_event() {
    assertThat(new Meeting(locks, Duration.ofMillis(500)).inside("gala", "gala")).isFalse();
  }

  @Test
  void events_do_not_wait_for_each_other() {
    assertThat(new Meeting(locks, Duration.ofSeconds(30)).inside("gala", "ball")).isTrue();
  }
}
