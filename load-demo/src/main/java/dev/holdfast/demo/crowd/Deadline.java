package dev.holdfast.demo.crowd;

import java.time.Duration;

/** When the demo stops waiting. */
public final class Deadline {

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Milliseconds until the end, at least 0. */
  public long millisLeft() {
    return Math.max(0, (endNanos - System.nanoTime()) / 1_000_000);
  }

  /** True once the time is over. */
  public boolean isOver() {
    return endNanos - System.nanoTime() <= 0;
  }

  void check(String waitingFor) {
    if (isOver() || Thread.currentThread().isInterrupted()) {
      throw new OutOfTime(waitingFor);
    }
  }
}
