package dev.holdfast.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IsoInstantTextsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /** Far more times than are kept, each of them asked for again after others. */
  @Test
  void each_time_is_written_as_itself_whatever_was_written_before() {
    var texts = new IsoInstantTexts();
    var random = new Random(7);
    var once = Stream.generate(() -> NOON.plusNanos(random.nextLong(3_600_000_000_000L)))
        .limit(500)
        .toList();
    var times = new ArrayList<>(List.of(NOON));
    times.addAll(once);
    times.addAll(once);
    Collections.shuffle(times, random);

    assertThat(times.stream().map(texts::of)).containsExactlyElementsOf(
        times.stream().map(Instant::toString).toList());
  }
}
