package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void times_are_read_as_people_write_them() {
    assertThat(Durations.parse("300ms")).isEqualTo(Duration.ofMillis(300));
    assertThat(Durations.parse("5S")).isEqualTo(Duration.ofSeconds(5));
    assertThat(Durations.parse(" 2m ")).isEqualTo(Duration.ofMinutes(2));
    assertThat(Durations.parse("12h")).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void times_are_shown_in_the_largest_unit_that_is_exact() {
    assertThat(Durations.show(Duration.ofSeconds(90))).isEqualTo("90 s");
    assertThat(Durations.show(Duration.ofMillis(1500))).isEqualTo("1500 ms");
  }
}
