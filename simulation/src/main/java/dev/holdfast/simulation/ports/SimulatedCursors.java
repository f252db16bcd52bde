package dev.holdfast.simulation.ports;

import static java.util.Objects.requireNonNull;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.messages.Topics;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.Playing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class SimulatedCursors implements Cursors {

  private final Playing playing;

  SimulatedCursors(Playing playing) {
    this.playing = playing;
  }

  @Override
  public Cursor lock(String topic, int shard) {
    var world = playing.world();
    var cursors = world.inventory().cursors();
    world.database().statement("locks the cursor");
    if (!world.has(Mutation.NO_CURSOR)) {
      cursors.lock(shard);
    }
    var cursor = requireNonNull(cursors.find(shard));
    return world.has(Mutation.NO_CURSOR) || world.has(Mutation.ACKNOWLEDGE_BEFORE_COMMIT)
        ? at(cursor, world.batchStart())
        : cursor;
  }

  @Override
  public void advance(Cursor cursor) {
    var world = playing.world();
    world.database().statement("moves the cursor to", cursor.nextOffset());
    world.inventory().cursors().update(cursor.shard(), cursor);
  }

  @Override
  public Optional<Cursor> find(String topic, int shard) {
    playing.world().database().statement("reads the cursor");
    return Optional.ofNullable(playing.world().inventory().cursors().find(shard));
  }

  @Override
  public List<Cursor> withHoldsEnded(String topic, Collection<Integer> shards) {
    var world = playing.world();
    world.database().statement("looks for holds that have ended");
    var now = world.clocks().database();
    return shards.stream()
        .map(shard -> requireNonNull(world.inventory().cursors().find(shard)))
        .filter(cursor -> world.inventory()
            .orders()
            .rows()
            .stream()
            .anyMatch(order -> order instanceof Held held
                && held.holdUntil().isAfter(cursor.appliedUntil())
                && !held.holdUntil().isAfter(now)))
        .toList();
  }

  @Override
  public void create(String topic, UUID topicId, int partitions) {
    for (int shard = 0; shard < partitions; shard++) {
      playing.world()
          .inventory()
          .cursors()
          .insert(shard, new Cursor(topic, shard, topicId, 0, -1, Instant.EPOCH, 1));
    }
  }

  @Override
  public List<Cursor> all(String topic) {
    return topic.equals(Topics.REQUESTS)
        ? List.copyOf(playing.world().inventory().cursors().rows())
        : List.of();
  }

  @Override
  public boolean anyEvent() {
    return !playing.world().inventory().events().rows().isEmpty();
  }

  private static Cursor at(Cursor cursor, long nextOffset) {
    return new Cursor(cursor.topic(), cursor.shard(), cursor.topicId(), nextOffset,
        cursor.leaderEpoch(), cursor.appliedUntil(), cursor.incarnation());
  }
}
