package dev.holdfast.simulation.cast;

import dev.holdfast.expiry.DueHolds;
import dev.holdfast.expiry.DueHolds.EventKey;
import dev.holdfast.expiry.ReleaseDueHolds;
import dev.holdfast.simulation.stage.Life;
import dev.holdfast.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of the expiry worker: around the real use case it does what {@code Sweep} does. */
final class Expiry {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final World world;
  private final DueHolds dueHolds;
  private final ReleaseDueHolds releaseDueHolds;
  private final Surprises surprises;

  private Expiry(World world, DueHolds dueHolds, ReleaseDueHolds releaseDueHolds) {
    this.world = world;
    this.dueHolds = dueHolds;
    this.releaseDueHolds = releaseDueHolds;
    this.surprises = new Surprises(world);
  }

  /** Starts a process; when it dies, another starts. */
  static void start(World world, DueHolds dueHolds, ReleaseDueHolds release, int number) {
    var expiry = new Expiry(world, dueHolds, release);
    var life = Life.mortal(() -> start(world, dueHolds, release, number + 10));
    world.scheduler().spawn("expiry-" + number, life, expiry::sweepForEver);
  }

  private void sweepForEver() {
    while (true) {
      world.scheduler().sleep(POLL_INTERVAL);
      surprises.only(() -> {
        var due = shuffled(dueHolds.events());
        var together = due.isEmpty() ? 0 : world.random().nextInt(due.size() + 1);
        surprises.only(() -> releaseAll(due.subList(0, together)));
        due.subList(together, due.size())
            .forEach(event -> surprises.only(() -> releaseAll(List.of(event))));
      });
    }
  }

  private void releaseAll(List<EventKey> events) {
    var eventIds = events.stream().map(EventKey::eventId).toList();
    var released = releaseDueHolds.release(World.SHARD, eventIds);
    while (!released.late().isEmpty()) {
      world.scheduler().note("has released", released.late().size());
      released = releaseDueHolds.release(World.SHARD, eventIds);
    }
  }

  private List<EventKey> shuffled(List<EventKey> events) {
    var shuffled = new ArrayList<>(events);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      var other = world.random().nextInt(i + 1);
      shuffled.set(i, shuffled.set(other, shuffled.get(i)));
    }
    return shuffled;
  }
}
