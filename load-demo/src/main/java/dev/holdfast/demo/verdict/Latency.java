package dev.holdfast.demo.verdict;

import java.util.stream.LongStream;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/** How long something took, in milliseconds: percentiles over {@code count} times. */
public record Latency(long count, double p50, double p95, double p99, double max) {

  private static final long LONGEST_MICROS = 3_600_000_000L;

  /** The percentiles of {@code nanos}. */
  public static Latency ofNanos(LongStream nanos) {
    var histogram = new Histogram(LONGEST_MICROS, 3);
    nanos.map(each -> Math.clamp(each / 1_000, 0, LONGEST_MICROS)).forEach(histogram::recordValue);
    return of(histogram);
  }

  /** The percentiles of a histogram of microseconds. */
  public static Latency of(AbstractHistogram micros) {
    return new Latency(micros.getTotalCount(), millis(micros.getValueAtPercentile(50)),
        millis(micros.getValueAtPercentile(95)), millis(micros.getValueAtPercentile(99)),
        millis(micros.getMaxValue()));
  }

  private static double millis(long micros) {
    return Math.round(micros / 100.0) / 10.0;
  }
}
