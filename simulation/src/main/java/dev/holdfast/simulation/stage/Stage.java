package dev.holdfast.simulation.stage;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Everything that one seed decides: who acts next, what time it is, what goes wrong. */
public final class Stage {

  private final RandomGenerator random;
  private final Clocks clocks;
  private final Faults faults;
  private final Scheduler scheduler;
  private final Network network;

  /** What a seed decides if nothing but {@code possible} can go wrong. */
  public Stage(long seed, Set<Fault> possible) {
    random = new SplittableRandom(seed);
    clocks = new Clocks(random);
    faults = new Faults(random, possible);
    scheduler = new Scheduler(random, clocks, faults);
    network = new Network(random, scheduler);
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

  public Network network() {
    return network;
  }
}
