package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.verdict.Latency;
import org.HdrHistogram.ConcurrentHistogram;

/** How long many things took; written by many threads. */
final class Times {

  private static final long LONGEST_MICROS = 600_000_000L;

  private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

  void note(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_MICROS));
  }

  long count() {
    return micros.getTotalCount();
  }

  Latency latency() {
    return Latency.of(micros);
  }
}
