package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets time pass on shards where no request arrives, so that their holds can end.
 *
 * <p>A request appended {@link #MARGIN} before the clock was read is below the end of the log that
 * is read after it. So once the cursor has reached that end, every request older than that is
 * applied. The margin covers the time from append to replication, and clocks that differ a little.
 */
@Component
class IdleShards {

  private static final Logger log = LoggerFactory.getLogger(IdleShards.class);
  private static final Duration AHEAD = Duration.ofSeconds(1);
  private static final Duration MARGIN = Duration.ofMillis(250);

  private final OwnedShards owned;
  private final ShardStates states;
  private final Cursors cursors;
  private final Admin admin;
  private final InstantSource clock;

  IdleShards(
      OwnedShards owned, ShardStates states, Cursors cursors, Admin admin, InstantSource clock) {
    this.owned = owned;
    this.states = states;
    this.cursors = cursors;
    this.admin = admin;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 200)
  void advance() throws InterruptedException {
    try {
      var now = clock.instant();
      var applied = owned.all().stream().filter(shard -> !states.halted(shard)).toList();
      var shards = cursors.withHoldsEnding(Topics.REQUESTS, applied, now.plus(AHEAD));
      if (!shards.isEmpty()) {
        advance(shards);
      }
    } catch (DataAccessException | ExecutionException e) {
      log.debug("Idle shards stand still until database and Kafka answer", e);
    }
  }

  private void advance(List<Integer> shards) throws ExecutionException, InterruptedException {
    var before = earlier(clock.instant(), cursors.now()).minus(MARGIN);
    var ends = admin.listOffsets(shards.stream()
        .map(shard -> new TopicPartition(Topics.REQUESTS, shard))
        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
        .all()
        .get();
    ends.forEach((partition, end) -> cursors.advanceAppliedUntil(
        Topics.REQUESTS, partition.partition(), end.offset(), before));
  }

  // One clock that is ahead, ours or the database's, must not end a hold before its time: what was
  // paid meanwhile, and is in the log but not applied, would be late.
  private static Instant earlier(Instant own, Instant database) {
    return own.isBefore(database) ? own : database;
  }
}
