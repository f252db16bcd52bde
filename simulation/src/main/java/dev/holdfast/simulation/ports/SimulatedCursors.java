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
  public void advanceAppliedUntil(String topic, int shard, long end, Instant until) {
    var world = playing.world();
    world.database().statement("lets idle time pass until", until);
    world.database().autoCommit(() -> {
      var cursors = world.inventory().cursors();
      var cursor = requireNonNull(cursors.find(shard));
      boolean ended = cursor.nextOffset() == end
          || world.has(Mutation.IDLE_TIME_WITHOUT_END_OF_LOG);
      if (ended && cursor.appliedUntil().isBefore(until) && cursors.tryLock(shard)) {
        cursors.update(shard, new Cursor(topic, shard, cursor.topicId(), cursor.nextOffset(),
            cursor.leaderEpoch(), until));
      }
    });
  }

  /** In one step with the look for holds before it: nothing is decided by what comes between. */
  @Override
  public Instant now() {
    return playing.world().clocks().database();
  }

  @Override
  public List<Integer> withHoldsEnding(String topic, Collection<Integer> shards, Instant soon) {
    playing.world().database().statement("looks for holds that end soon");
    boolean any = playing.world()
        .inventory()
        .orders()
        .rows()
        .stream()
        .anyMatch(order -> order instanceof Held held && !held.holdUntil().isAfter(soon));
    return any ? List.copyOf(shards) : List.of();
  }

  @Override
  public void create(String topic, UUID topicId, int partitions) {
    for (int shard = 0; shard < partitions; shard++) {
      playing.world()
          .inventory()
          .cursors()
          .insert(shard, new Cursor(topic, shard, topicId, 0, -1, Instant.EPOCH));
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
        cursor.leaderEpoch(), cursor.appliedUntil());
  }
}
