package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Tick;
import dev.holdfast.messages.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets time pass on shards where no request arrives, so that their holds can end.
 *
 * <p>The log itself tells the time: a tick is sent to the shard, and once it is applied, so is every
 * request that the log took before it. The end of the log that a consumer is told says less: behind
 * it are the requests that are not replicated yet, and they may be payments in time.
 */
@Component
class IdleShards {

  private static final Logger log = LoggerFactory.getLogger(IdleShards.class);

  private final OwnedShards owned;
  private final ShardStates states;
  private final Cursors cursors;
  private final KafkaTemplate<String, byte[]> kafka;
  private final InstantSource clock;
  private final MessageCodec codec = new MessageCodec("/holdfast/inventory-worker");
  /** The offset of the newest tick of each shard, as soon as it is acknowledged. */
  private final Map<Integer, CompletableFuture<Long>> ticks = new ConcurrentHashMap<>();

  IdleShards(
      OwnedShards owned, ShardStates states, Cursors cursors,
      KafkaTemplate<String, byte[]> kafka, InstantSource clock) {
    this.owned = owned;
    this.states = states;
    this.cursors = cursors;
    this.kafka = kafka;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 200)
  void tick() {
    var applied = owned.all().stream().filter(shard -> !states.halted(shard)).toList();
    try {
      cursors.withHoldsEnded(Topics.REQUESTS, applied)
          .stream()
          .filter(cursor -> !isOnItsWay(cursor))
          .forEach(cursor -> send(cursor.shard()));
    } catch (DataAccessException | KafkaException e) {
      log.debug("Idle shards stand still until database and Kafka answer", e);
    }
  }

  // While a shard is behind, one tick at the end of its log is enough.
  private boolean isOnItsWay(Cursor cursor) {
    var offset = ticks.get(cursor.shard());
    return offset != null && !offset.isCompletedExceptionally()
        && offset.getNow(Long.MAX_VALUE) >= cursor.nextOffset();
  }

  private void send(int shard) {
    ticks.put(shard, kafka.send(codec.record(new Tick(shard), clock.instant()))
        .thenApply(sent -> sent.getRecordMetadata().offset()));
  }
}
