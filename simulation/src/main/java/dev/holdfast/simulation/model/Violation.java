package dev.holdfast.simulation.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An invariant was broken: the simulation ends here. */
public final class Violation extends Error {

  private final Invariant invariant;

  public Violation(Invariant invariant, String what) {
    super(what);
    this.invariant = invariant;
  }

  public Invariant invariant() {
    return invariant;
  }

  /** Ends the simulation unless {@code holds}; {@code what} says what was seen instead. */
  public static void unless(boolean holds, Invariant invariant, @Nullable Object... what) {
    if (!holds) {
      throw new Violation(invariant,
          Arrays.stream(what).map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }
}
