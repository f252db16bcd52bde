package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.DecideInParts;
import dev.holdfast.decisions.DecideInParts.CannotGoOn;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.kafka.RequestDecoder.NewerMessage;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Cursor.LogWasCut;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.messages.Topics;
import io.micrometer.core.instrument.Metrics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/**
 * Hands each partition's records to {@link DecideInParts}; starts where the database's cursor stands.
 *
 * <p>Whatever fails is tried again for ever, from the first record: nothing is skipped. A partition
 * whose log does not fit the cursor is halted, and one with too many records that meet a bug.
 */
@Component
class RequestListener implements ConsumerSeekAware {

  private static final int STRIKES_BEFORE_HALT = 3;

  private final DecideInParts decideInParts;
  private final Cursors cursors;
  private final OwnedShards owned;
  private final RequestDecoder decoder;
  private final ShardStates states;
  private final Map<Integer, Integer> strikes = new ConcurrentHashMap<>();

  RequestListener(
      DecideInParts decideInParts, Cursors cursors, OwnedShards owned, RequestDecoder decoder,
      ShardStates states) {
    this.decideInParts = decideInParts;
    this.cursors = cursors;
    this.owned = owned;
    this.decoder = decoder;
    this.states = states;
  }

  @KafkaListener(id = OwnedShards.LISTENER, topics = Topics.REQUESTS, batch = "true", autoStartup = "false")
  void on(
      List<ConsumerRecord<String, byte[]>> records,
      Acknowledgment acknowledgment,
      Consumer<String, byte[]> consumer) {
    var first = records.getFirst();
    int shard = first.partition();
    try {
      var batch = new RequestBatch(Topics.REQUESTS, shard,
          records.stream().map(record -> decoder.decode(record, owned.partitions())).toList());
      var committed =
          decideInParts.decide(batch, index -> RequestDecoder.raw(records.get(index)));
      acknowledgment.acknowledge();
      strikes.remove(shard);
      owned.works(shard);
      states.fine(Work.APPLYING, shard);
      owned.announce(shard, committed);
    } catch (GapDetected e) {
      Metrics.counter("holdfast.gap.detected").increment();
      readAgain(consumer, shard, e.readAgainFrom());
      strike(shard, e);
    } catch (NewerMessage | CannotGoOn e) {
      readAgain(consumer, shard, first.offset());
      halt(shard, String.valueOf(e.getMessage()));
    } catch (LogWasCut e) {
      readAgain(consumer, shard, first.offset());
      halt(shard, e.getMessage() + ": compare the topic with a backup before going on");
    } catch (DuplicateKeyException | JdbcUpdateAffectedIncorrectNumberOfRowsException e) {
      readAgain(consumer, shard, first.offset());
      owned.rest(shard);
      strike(shard, e);
    } catch (RuntimeException | Error e) {
      // Also an Error: it would end the consumer, and all its shards would stand still.
      readAgain(consumer, shard, first.offset());
      owned.rest(shard);
      states.trouble(Work.APPLYING, shard, e);
    }
  }

  /**
   * Publishes for the new shards, and reads on where the database says.
   *
   * <p>Kafka calls this once per assignment: if it failed, the shard would go on from the hint that
   * Kafka keeps. So it waits here until the database answers.
   */
  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments,
      ConsumerSeekCallback callback) {
    assignments.keySet().forEach(partition -> owned.add(partition.partition()));
    for (var partition : assignments.keySet()) {
      int shard = partition.partition();
      findCursor(partition).ifPresentOrElse(
          cursor -> callback.seek(partition.topic(), shard, cursor.nextOffset()),
          () -> halt(shard, "its row in inventory.cursor is missing: restore it"));
    }
  }

  @Override
  public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
    if (partitions == null) {
      return;
    }
    partitions.forEach(partition -> {
      owned.remove(partition.partition());
      states.forget(partition.partition());
      strikes.remove(partition.partition());
    });
  }

  private static void readAgain(Consumer<String, byte[]> consumer, int shard, long offset) {
    consumer.seek(new TopicPartition(Topics.REQUESTS, shard), offset);
  }

  private Optional<Cursor> findCursor(TopicPartition partition) {
    while (true) {
      try {
        var cursor = cursors.find(partition.topic(), partition.partition());
        states.fine(Work.APPLYING, partition.partition());
        return cursor;
      } catch (RuntimeException e) {
        states.trouble(Work.APPLYING, partition.partition(), e);
        rest();
      }
    }
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }

  private void strike(int shard, RuntimeException why) {
    states.trouble(Work.APPLYING, shard, why);
    if (strikes.merge(shard, 1, Integer::sum) >= STRIKES_BEFORE_HALT) {
      halt(shard, "%d times in a row: %s".formatted(STRIKES_BEFORE_HALT, why.getMessage()));
    }
  }

  private void halt(int shard, String why) {
    states.halt(shard, why);
    owned.pause(shard);
  }
}
