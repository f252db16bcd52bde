package dev.holdfast.simulation.stage;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Everything that one seed decides: who acts next, what time it is, what goes wrong. */
public final class Stage {

  private final RandomGenerator random;
  private final Clocks clocks;
  private final Faults faults;
  private final Scheduler scheduler;

  public Stage(long seed) {
    random = new SplittableRandom(seed);
    clocks = new Clocks(random);
    faults = new Faults(random);
    scheduler = new Scheduler(random, clocks, faults);
  }

  public RandomGenerator random() {
    return random;
  }

  public Clocks clocks() {
    return clocks;
  }

  public Faults faults() {
    return faults;
  }

  public Scheduler scheduler() {
    return scheduler;
  }
}
