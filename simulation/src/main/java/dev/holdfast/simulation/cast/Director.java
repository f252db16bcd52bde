package dev.holdfast.simulation.cast;

import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Violation;
import dev.holdfast.simulation.referee.Referee;
import dev.holdfast.simulation.world.World;

/** Lets the customers finish, ends the trouble, waits for rest, and lets the referee look. */
final class Director {

  private static final int STEPS_TO_REST = 40_000;

  private final World world;
  private final Crowd crowd;
  private final Referee referee;

  Director(World world, Crowd crowd, Referee referee) {
    this.world = world;
    this.crowd = crowd;
    this.referee = referee;
  }

  void direct() {
    world.scheduler().await("waits for the customers", null, crowd::isDone);
    world.faults().end();
    long last = world.scheduler().steps() + STEPS_TO_REST;
    world.scheduler()
        .await("waits for rest", null,
            () -> atRest() || world.scheduler().steps() > last);
    referee.checkTheEnd();
    Violation.unless(atRest(), Invariant.DRAINS, "not at rest after", STEPS_TO_REST, "steps");
    world.scheduler().end();
  }

  private boolean atRest() {
    var inventory = world.inventory();
    var cursor = inventory.cursors().committed(World.SHARD);
    var position = world.views().positions().committed(World.SHARD);
    return cursor != null
        && cursor.nextOffset() == world.requests().end()
        && inventory.publications().committed().isEmpty()
        && position != null
        && position.resultsOffset() == world.results().end()
        && world.network().isIdle()
        && inventory.orders().committed().stream().noneMatch(Held.class::isInstance);
  }
}
