package dev.holdfast.orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private final AtomicLong clock = new AtomicLong();
  private final Silence silence = new Silence(clock::get);

  @Test
  void a_shard_nobody_wrote_to_is_not_silent() {
    assertThat(silence.lasts(3)).isFalse();
  }

  @Test
  void a_send_without_an_answer_for_half_a_second_is_silence() {
    silence.starts(3);

    pass(500);
    assertThat(silence.lasts(3)).isFalse();
    pass(1);
    assertThat(silence.lasts(3)).isTrue();
  }

  @Test
  void it_ends_with_the_answer() {
    var send = silence.starts(3);
    pass(600);

    send.acknowledged();

    assertThat(silence.lasts(3)).isFalse();
  }

  @Test
  void a_crowd_that_waits_while_others_are_acknowledged_is_not_silence() {
    silence.starts(3);
    var other = silence.starts(3);
    pass(400);
    other.acknowledged();
    pass(300);

    assertThat(silence.lasts(3)).isFalse();
    pass(300);
    assertThat(silence.lasts(3)).isTrue();
  }

  @Test
  void a_failed_send_is_no_answer() {
    silence.starts(3);
    var failed = silence.starts(3);
    pass(600);

    failed.givenUp();

    assertThat(silence.lasts(3)).isTrue();
  }

  @Test
  void an_answer_on_another_shard_says_nothing_about_this_one() {
    silence.starts(3);
    var other = silence.starts(4);
    pass(600);

    other.acknowledged();

    assertThat(silence.lasts(3)).isTrue();
    assertThat(silence.lasts(4)).isFalse();
  }

  private void pass(int millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
