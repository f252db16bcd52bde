package dev.holdfast.simulation.stage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The troubles of one seed: each seed has some kinds often, some seldom, some never. */
public final class Faults {

  private static final int CHANCES = 10_000;

  private final RandomGenerator random;
  private final Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
  private boolean over;

  Faults(RandomGenerator random, Set<Fault> possible) {
    this.random = random;
    for (var fault : Fault.values()) {
      int rate = random.nextInt(3) == 0 ? 0 : random.nextInt(fault.most) + 1;
      rates.put(fault, possible.contains(fault) ? rate : 0);
    }
  }

  /** Whether it happens now. */
  public boolean strikes(Fault fault) {
    var rate = rates.getOrDefault(fault, 0);
    return !over && rate > 0 && random.nextInt(CHANCES) < rate;
  }

  /** From now on all is well. */
  public void end() {
    over = true;
  }
}
