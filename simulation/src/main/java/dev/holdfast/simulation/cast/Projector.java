package dev.holdfast.simulation.cast;

import dev.holdfast.messages.Result;
import dev.holdfast.orders.Positions.Position;
import dev.holdfast.orders.ProjectResults;
import dev.holdfast.orders.ProjectResults.Placed;
import dev.holdfast.simulation.stage.Fault;
import dev.holdfast.simulation.stage.Life;
import dev.holdfast.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** A process of order-api: around the real use case it does what {@code ResultListener} does. */
final class Projector {

  private final World world;
  private final Group group;
  private final Group.Member member = new Group.Member();
  private final ProjectResults projectResults;
  private final Surprises surprises;
  private boolean assigned;
  private long position;

  private Projector(World world, Group group, ProjectResults projectResults) {
    this.world = world;
    this.group = group;
    this.projectResults = projectResults;
    this.surprises = new Surprises(world);
  }

  /** Starts a process; when it dies, another starts. */
  static void start(World world, Group group, ProjectResults projectResults, int number) {
    var projector = new Projector(world, group, projectResults);
    var life = Life.mortal(() -> {
      group.leave(projector.member);
      start(world, group, projectResults, number + 10);
    });
    group.join(projector.member);
    world.scheduler().spawn("projector-" + number, life, projector::projectForEver);
  }

  private void projectForEver() {
    while (true) {
      world.scheduler()
          .await("polls", null,
              () -> group.owns(member) != assigned || isBehind());
      if (!group.owns(member)) {
        assigned = false;
      } else if (assigned) {
        surprises.only(this::project);
      } else {
        takeOver();
      }
    }
  }

  private boolean isBehind() {
    return assigned && position < world.results().end();
  }

  private void takeOver() {
    var known = world.views().positions().committed(World.SHARD);
    position = known == null ? 0 : known.resultsOffset();
    assigned = true;
    world.scheduler().note("starts at", new Position(position, 0));
  }

  private void project() {
    if (world.faults().strikes(Fault.REDELIVER)) {
      position = Math.max(0, position - 1 - world.random().nextInt(10));
    }
    var records = placed(world.results().read(position, 1 + world.random().nextInt(10)));
    if (records.size() > 1 && world.faults().strikes(Fault.SKIP)) {
      records.remove(world.random().nextInt(records.size()));
    }
    position = projectResults.project(World.SHARD, 0, records);
  }

  private List<Placed> placed(List<Result> results) {
    var placed = new ArrayList<Placed>();
    results.forEach(result -> placed.add(new Placed(position + placed.size(), result)));
    return placed;
  }
}
