package dev.holdfast.simulation.ports;

import static java.util.Objects.requireNonNull;

import dev.holdfast.expiry.DueHolds;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SimulatedDueHolds implements DueHolds {

  private final Playing playing;

  SimulatedDueHolds(Playing playing) {
    this.playing = playing;
  }

  @Override
  public List<EventKey> events() {
    var world = playing.world();
    world.database().statement("looks for due holds");
    var until = until(world.clocks().database());
    return world.inventory()
        .orders()
        .entries()
        .stream()
        .filter(row -> row.getValue() instanceof Held held && !held.holdUntil().isAfter(until))
        .map(row -> row.getKey().eventId())
        .distinct()
        .sorted()
        .map(eventId -> new EventKey(World.SHARD, eventId))
        .toList();
  }

  @Override
  public Instant releasableUntil(int shard, Collection<String> eventIds, Instant now) {
    playing.world().database().statement("reads how far the shard is applied");
    return until(now);
  }

  private Instant until(Instant clock) {
    var world = playing.world();
    var applied = requireNonNull(world.inventory().cursors().find(World.SHARD)).appliedUntil();
    return world.has(Mutation.EXPIRY_TRUSTS_THE_CLOCK) || clock.isBefore(applied)
        ? clock
        : applied;
  }
}
