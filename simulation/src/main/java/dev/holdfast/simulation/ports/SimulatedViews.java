package dev.holdfast.simulation.ports;

import static java.util.Objects.requireNonNull;

import dev.holdfast.orders.Positions.Position;
import dev.holdfast.orders.Views;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedEvent;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.orders.model.Projection;
import dev.holdfast.orders.model.ShownOrder;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.Playing;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The views; nothing is ever restored here, so versions and numbers alone say what is newer,
 * and nobody waits for what was written.
 */
@Component
class SimulatedViews implements Views {

  private final Playing playing;

  SimulatedViews(Playing playing) {
    this.playing = playing;
  }

  @Override
  public long lockPosition(int shard, long first) {
    var world = playing.world();
    var positions = world.views().positions();
    world.database().statement("locks the view's position");
    positions.lock(shard);
    if (positions.find(shard) == null) {
      positions.insert(shard, new Position(first, 0));
    }
    return requireNonNull(positions.find(shard)).resultsOffset();
  }

  @Override
  public List<ShownOrder> write(int shard, Projection projection, long resultsOffset) {
    var world = playing.world();
    world.database().statement("writes orders to the view", projection.orders().size());
    projection.orders().forEach(this::write);
    world.database().statement("writes events to the view", projection.events().size());
    projection.events().forEach(this::write);
    world.database().statement("moves the view's position to", resultsOffset);
    var positions = world.views().positions();
    var before = requireNonNull(positions.find(shard));
    positions.update(shard, new Position(resultsOffset,
        Math.max(before.nextOffset(), projection.progress().orElse(0))));
    return List.of();
  }

  private void write(ProjectedOrder row) {
    var table = playing.world().views().orders();
    var key = new OrderKey(row.eventId(), row.orderId());
    table.lock(key);
    var before = table.find(key);
    if (before == null || isUnguarded() || row.version() > before.version()) {
      table.upsert(key, row);
    }
  }

  private void write(ProjectedEvent row) {
    var table = playing.world().views().events();
    table.lock(row.eventId());
    var before = table.find(row.eventId());
    if (before == null || isUnguarded() || row.seq() > before.seq()) {
      table.upsert(row.eventId(), row);
    }
  }

  private boolean isUnguarded() {
    return playing.world().has(Mutation.NO_VERSION_GUARD);
  }
}
