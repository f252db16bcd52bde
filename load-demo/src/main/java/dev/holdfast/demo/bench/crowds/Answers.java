package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.verdict.Latency;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;

/** What was sent and heard between two moments of {@link System#nanoTime()}. */
final class Answers {

  private static final long LONGEST_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;

  private static final int REFUSED = 429;
  private static final int UNAVAILABLE = 503;

  private final long begin;
  private final long end;
  private final Instant beganAt;
  private final Histogram decided = new Histogram(LONGEST_MICROS, 3);
  private final Histogram accepted = new Histogram(LONGEST_MICROS, 3);
  private final Histogram refused = new Histogram(LONGEST_MICROS, 3);
  private long acceptances;
  private long sent;
  private long others;
  private long blunt;

  Answers(long begin, long end) {
    this.begin = begin;
    this.end = end;
    beganAt = Instant.now().plusNanos(begin - System.nanoTime());
  }

  long end() {
    return end;
  }

  void sent(long at) {
    if (at >= begin && at < end) {
      sent++;
    }
  }

  /** {@code comeBack}: whether it says when. */
  void heard(int status, boolean comeBack, long sentAt, long now) {
    if (status < 300) {
      acceptances++;
    } else {
      others += status == REFUSED ? 0 : 1;
      blunt += comeBack && (status == REFUSED || status == UNAVAILABLE) ? 0 : 1;
    }
    if (now < begin || now >= end) {
      return;
    }
    long micros = Math.clamp((now - sentAt) / 1_000, 0, LONGEST_MICROS);
    switch (status) {
      case 200 -> decided.recordValue(micros);
      case 202 -> accepted.recordValue(micros);
      case REFUSED -> refused.recordValue(micros);
      default -> {}
    }
  }

  /** How many orders were accepted, at any time. */
  long acceptances() {
    return acceptances;
  }

  double perSecond(long count) {
    return count * 1e9 / (end - begin);
  }

  double sentPerSecond() {
    return perSecond(sent);
  }

  double decidedPerSecond() {
    return perSecond(decided.getTotalCount());
  }

  double acceptedPerSecond() {
    return perSecond(accepted.getTotalCount());
  }

  Latency accepted() {
    return Latency.of(accepted);
  }

  Latency refused() {
    return Latency.of(refused);
  }

  /** Answers at any time that say neither yes nor no. */
  long others() {
    return others;
  }

  /** Answers at any time that did not accept, and not as they should: come back later. */
  long blunt() {
    return blunt;
  }

  Instant beganAt() {
    return beganAt;
  }

  Instant endedAt() {
    return beganAt.plusNanos(end - begin);
  }
}
