package dev.holdfast.simulation.cast;

import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.world.World;
import java.time.Duration;

/** Time: mostly it creeps, sometimes it leaps, and it likes the ends of holds. */
final class Time {

  private static final int NEAR_MILLIS = 40;

  private final World world;
  private final int usualMillis;

  Time(World world) {
    this.world = world;
    this.usualMillis = 1 + world.random().nextInt(60);
  }

  void passForEver() {
    while (true) {
      world.scheduler().step("passes");
      int dice = world.random().nextInt(200);
      if (dice == 0) {
        world.clocks().pass(Duration.ofMillis(world.random().nextInt(5_000)));
      } else if (dice < 8) {
        passToTheEndOfAHold();
      } else {
        world.clocks().pass(Duration.ofMillis(world.random().nextInt(usualMillis)));
      }
      if (world.faults().strikes(Fault.CLOCK_SET)) {
        world.clocks().setDatabase();
        world.scheduler().note("SETS the database's clock");
      }
    }
  }

  private void passToTheEndOfAHold() {
    world.inventory()
        .orders()
        .committed()
        .stream()
        .filter(Held.class::isInstance)
        .map(order -> Duration.between(world.clocks().broker(), ((Held) order).holdUntil()))
        .filter(Duration::isPositive)
        .min(Duration::compareTo)
        .ifPresent(left -> world.clocks()
            .pass(left.plusMillis(
                world.random().nextInt(-NEAR_MILLIS, NEAR_MILLIS))));
  }
}
