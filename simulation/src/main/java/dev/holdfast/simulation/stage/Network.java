package dev.holdfast.simulation.stage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The slow way to a log: what others send meanwhile is there before.
 *
 * <p>What is on its way arrives, whatever becomes of its sender.
 */
public final class Network {

  private static final Duration LONGEST_WAY = Duration.ofMillis(300);

  private final RandomGenerator random;
  private final Scheduler scheduler;
  private int underway;

  Network(RandomGenerator random, Scheduler scheduler) {
    this.random = random;
    this.scheduler = scheduler;
  }

  /** Takes something on its way; says whether it has arrived. */
  public BooleanSupplier carry(String what, Runnable arrival) {
    var arrived = new AtomicBoolean();
    var way = Duration.ofMillis(random.nextLong(LONGEST_WAY.toMillis()));
    underway++;
    scheduler.note("is OVERTAKEN with", what);
    scheduler.spawn("network", Life.immortal(), () -> {
      scheduler.sleep(way);
      arrival.run();
      underway--;
      arrived.set(true);
      scheduler.note("brings LATE:", what);
    });
    return arrived::get;
  }

  /** Whether nothing is on its way. */
  public boolean isIdle() {
    return underway == 0;
  }
}
