package dev.holdfast.simulation.world;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Which world the ports speak of: use cases live longer than a seed. */
public final class Playing {

  private @Nullable World world;

  public World world() {
    return requireNonNull(world, "no seed is played");
  }

  public void begin(World next) {
    world = next;
  }
}
