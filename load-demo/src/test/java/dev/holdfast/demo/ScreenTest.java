package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter written = new StringWriter();

  @Test
  void a_file_gets_a_line_each_second_and_fewer_while_nothing_happens() {
    var screen = new Screen(new PrintWriter(written), false);

    screen.progress(0, "a");
    screen.progress(SECOND / 2, "b");
    screen.progress(SECOND, "b");
    screen.progress(2 * SECOND, "b");
    screen.progress(11 * SECOND, "b");

    assertThat(written.toString().lines()).hasSize(3);
  }

  @Test
  void a_terminals_line_is_rewritten_and_ended_before_anything_else_is_said() {
    var screen = new Screen(new PrintWriter(written), true);

    screen.progress(0, "a");
    screen.progress(1, "b");
    screen.say("done");

    assertThat(written.toString()).containsSubsequence("\r", "a", "\r", "b")
        .endsWith("b%ndone%n".formatted());
  }
}
