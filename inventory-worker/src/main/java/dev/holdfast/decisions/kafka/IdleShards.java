package dev.holdfast.decisions.kafka;

import static java.util.stream.Collectors.toCollection;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Tick;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
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
  /** A tick that is not applied by then may have been lost with its log. */
  private static final Duration LOST = Duration.ofSeconds(10);
  private static final Duration MOST_BEHIND = Duration.ofSeconds(5);
  /** What is decided says an earlier time: much is waiting, or the brokers' clock is wrong. */
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final OwnedShards owned;
  private final ShardStates states;
  private final Cursors cursors;
  private final KafkaTemplate<String, byte[]> kafka;
  private final InstantSource clock;
  private final MessageCodec codec = new MessageCodec("/holdfast/inventory-worker");
  private final Map<Integer, Sent> newest = new ConcurrentHashMap<>();
  /** By shard, the offset that was to be applied next when it looked before. */
  private final Map<Integer, Long> nextAtLastLook = new ConcurrentHashMap<>();

  IdleShards(
      OwnedShards owned, ShardStates states, Cursors cursors,
      KafkaTemplate<String, byte[]> kafka, InstantSource clock) {
    this.owned = owned;
    this.states = states;
    this.cursors = cursors;
    this.kafka = kafka;
    this.clock = clock;
  }

  /** A tick, and what the log says of it once it has it. */
  private record Sent(Instant at, CompletableFuture<RecordMetadata> acknowledged) {

    /** Whether another one now would tell no more. */
    boolean isEnough(Cursor cursor, Instant now) {
      if (acknowledged.isCompletedExceptionally() || now.isAfter(at.plus(LOST))) {
        return false;
      }
      var metadata = acknowledged.getNow(null);
      return metadata == null || metadata.offset() >= cursor.nextOffset()
          || now.isBefore(at.plus(min(behind(metadata), MOST_BEHIND)));
    }

    Duration behind(RecordMetadata metadata) {
      return Duration.between(Instant.ofEpochMilli(metadata.timestamp()), at);
    }
  }

  @Scheduled(fixedDelay = 200)
  void tick() {
    var quiet = owned.all()
        .stream()
        .filter(shard -> !states.halted(shard))
        .collect(toCollection(TreeSet::new));
    try {
      var now = clock.instant();
      for (var cursor : cursors.withHoldsEnded(Topics.REQUESTS, needTime(quiet, now))) {
        quiet.remove(cursor.shard());
        var sent = newest.get(cursor.shard());
        if (sent == null || !sent.isEnough(cursor, now)) {
          send(cursor.shard(), now);
        }
      }
      quiet.forEach(shard -> states.fine(Work.TICKING, shard));
    } catch (DataAccessException e) {
      log.debug("Idle shards stand still until the database answers", e);
    }
  }

  // Where requests are decided, they tell the time. To ask for ended holds is a step into an index
  // for each event that has any, five times a second: for 10,000 events a third of a core.
  private List<Integer> needTime(Set<Integer> shards, Instant now) {
    var need = new ArrayList<Integer>();
    for (var cursor : cursors.all(Topics.REQUESTS)) {
      var before = nextAtLastLook.put(cursor.shard(), cursor.nextOffset());
      boolean atRest = before != null && before == cursor.nextOffset();
      boolean behind = cursor.appliedUntil().isBefore(now.minus(BEHIND));
      if (shards.contains(cursor.shard()) && (atRest || behind)) {
        need.add(cursor.shard());
      }
    }
    return need;
  }

  private void send(int shard, Instant now) {
    try {
      var acknowledged = kafka.send(codec.record(new Tick(shard), now))
          .thenApply(SendResult::getRecordMetadata);
      var sent = new Sent(now, acknowledged);
      newest.put(shard, sent);
      var _ = acknowledged.whenComplete((metadata, failure) -> tell(shard, sent, failure));
    } catch (KafkaException e) {
      states.trouble(Work.TICKING, shard, e);
    }
  }

  // Sales go on, but the shard's holds don't end: somebody must hear of it.
  private void tell(int shard, Sent sent, @Nullable Throwable failure) {
    if (failure != null) {
      states.trouble(Work.TICKING, shard, failure);
      return;
    }
    var metadata = sent.acknowledged.join();
    // A tick is no request.
    nextAtLastLook.put(shard, metadata.offset() + 1);
    if (sent.behind(metadata).compareTo(MOST_BEHIND) > 0) {
      states.trouble(Work.TICKING, shard, new IllegalStateException(
          "the brokers' clock is behind ours, and holds end late: set the clocks right"));
    } else {
      states.fine(Work.TICKING, shard);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
