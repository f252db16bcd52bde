package dev.holdfast.demo.contenders;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Back-off between two attempts: random, longer each time, bounded. */
final class Pause {

  private static final int LONGEST_MILLIS = 64;
  private static final int DOUBLINGS = 6;

  private Pause() {}

  static void after(int attempts) {
    int bound = Math.min(LONGEST_MILLIS, 1 << Math.min(attempts, DOUBLINGS));
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(Duration.ofMillis(bound).toNanos()));
  }
}
