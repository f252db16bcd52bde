package dev.holdfast.demo.bench.crowds;

import java.util.concurrent.locks.LockSupport;

/** Waits for moments of {@link System#nanoTime()}. */
final class Pace {

  private Pace() {}

  /** Returns at once if the moment is over: who is late is late, and his next request not moved. */
  static void until(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
