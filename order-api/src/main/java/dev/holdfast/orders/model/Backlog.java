package dev.holdfast.orders.model;

import java.time.Duration;

/**
 * What of one shard's log is not decided yet, and how long a request at its end would wait: as long
 * as nothing has moved already, and what is left at the pace of late. It is told the time, in
 * nanoseconds, and never goes backwards.
 */
public final class Backlog {

  /** A worker that leaves fewer behind keeps up: how many it then decides says nothing. */
  static final int FEW = 500;

  /** The pace while nothing else is known. */
  static final int USUAL_PER_SECOND = 2_000;

  private static final double SECOND = 1e9;
  private static final double USUAL = USUAL_PER_SECOND / SECOND;
  private static final double MEMORY = 2 * SECOND;

  private long end;
  private long decided = -1;
  private long movedAt;
  private double perNano = USUAL;

  /** The broker has a request at this offset. */
  public synchronized void accepted(long offset, long now) {
    if (end <= decided) {
      movedAt = now;
    }
    end = Math.max(end, offset + 1);
  }

  /** All requests below {@code next} are decided. */
  public synchronized void decided(long next, long now) {
    if (next <= decided) {
      return;
    }
    perNano = decided < 0 || end - next < FEW ? USUAL : pace(next - decided, now - movedAt);
    decided = next;
    movedAt = now;
  }

  // A standstill counts by itself, as long as it lasts: after it the pace is nearly what it was.
  private double pace(long moved, long nanos) {
    double gap = Math.clamp(nanos, 1, (long) SECOND);
    double old = Math.exp(-gap / MEMORY);
    return old * perNano + (1 - old) * moved / gap;
  }

  /** How long the next request would wait; zero while nobody knows how far the shard is decided. */
  public synchronized Duration waitFrom(long now) {
    if (decided < 0 || end <= decided) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) (Math.max(0, now - movedAt) + (end - decided) / perNano));
  }
}
