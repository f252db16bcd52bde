package dev.holdfast.orders.model;

import java.time.Duration;

/**
 * What of one shard's log is not decided yet, and how long a request at its end would wait: as long
 * as nothing has moved already, and what is left at the pace of late. It is told the time, in
 * nanoseconds, and never goes backwards.
 */
public final class Backlog {

  /**
   * A worker that leaves fewer behind keeps up, if it is not thought so slow that they are more than
   * a second's work: that it decides few then says nothing.
   */
  static final int FEW = 500;

  /** The pace while nothing else is known. */
  static final int USUAL_PER_SECOND = 2_000;

  private static final double SECOND = 1e9;
  private static final double USUAL = USUAL_PER_SECOND / SECOND;
  /** For so long the usual pace counts as if it had been seen: a worker's first batch may be slow. */
  private static final double BELIEF = SECOND / 2;
  private static final double MEMORY = 2 * SECOND;
  /** Until a worker that was slow, and was not put to the test since, is thought as good as any. */
  private static final double FORGIVENESS = 30 * SECOND;
  /** What several announcements at the same moment are spread over. */
  private static final double MOMENT = SECOND / 10;

  private long end;
  private long decided = -1;
  private long movedAt;
  private double perNano = USUAL;
  private double watched = BELIEF;

  /** The broker has a request at this offset. */
  public synchronized void accepted(long offset, long now) {
    rest(now);
    end = Math.max(end, offset + 1);
  }

  /** All requests below {@code next} are decided. */
  public synchronized void decided(long next, long now) {
    if (next <= decided) {
      return;
    }
    rest(now);
    if (decided >= 0) {
      learn((double) (next - decided), Math.clamp((double) (now - movedAt), 1, SECOND),
          end - next < Math.min(FEW, perNano * SECOND));
    }
    decided = next;
    movedAt = now;
  }

  // While nobody is in line nothing can move: that is no standstill, and as good as keeping up.
  private void rest(long now) {
    if (end <= decided) {
      forgive((double) Math.max(0, now - movedAt));
      movedAt = now;
    }
  }

  // A standstill counts by itself, as long as it lasts: after it the pace is nearly what it was.
  private void learn(double moved, double gap, boolean keptUp) {
    double pace = moved / (keptUp ? Math.max(gap, MOMENT) : gap);
    if (keptUp && pace < perNano) {
      forgive(gap);
    } else {
      perNano += (pace - perNano) * gap / (watched + gap);
      watched = Math.min(MEMORY, watched + gap);
    }
  }

  private void forgive(double time) {
    double old = Math.exp(-time / FORGIVENESS);
    perNano *= Math.pow(USUAL / perNano, 1 - old);
    watched = old * watched + (1 - old) * BELIEF;
  }

  /** How long the next request would wait; zero while nobody knows how far the shard is decided. */
  public synchronized Duration waitFrom(long now) {
    if (decided < 0 || end <= decided) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) (Math.max(0, now - movedAt) + (end - decided) / perNano));
  }
}
