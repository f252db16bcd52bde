package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.Decider;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Cursor.LogWasCut;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.messages.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/**
 * Hands each partition's records to the {@link Decider}; starts where the database's cursor stands.
 *
 * <p>Whatever fails is tried again for ever, from the first record: nothing is skipped. A partition
 * whose log does not fit the cursor is halted.
 */
@Component
class RequestListener implements ConsumerSeekAware {

  private static final int STRIKES_BEFORE_HALT = 3;

  private final Decider decider;
  private final Cursors cursors;
  private final OwnedShards owned;
  private final RequestDecoder decoder;
  private final ShardStates states;
  private final Map<Integer, Integer> strikes = new ConcurrentHashMap<>();

  RequestListener(
      Decider decider, Cursors cursors, OwnedShards owned, RequestDecoder decoder,
      ShardStates states) {
    this.decider = decider;
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
    int shard = records.getFirst().partition();
    try {
      decider.decide(new RequestBatch(Topics.REQUESTS, shard,
          records.stream().map(record -> decoder.decode(record, owned.partitions())).toList()));
      acknowledgment.acknowledge();
      strikes.remove(shard);
      states.fine(Work.APPLYING, shard);
      owned.wakePublisher(shard);
    } catch (GapDetected e) {
      consumer.seek(new TopicPartition(Topics.REQUESTS, shard), e.readAgainFrom());
      strike(shard, e);
    } catch (LogWasCut e) {
      consumer.seek(new TopicPartition(Topics.REQUESTS, shard), records.getFirst().offset());
      halt(shard, e + ": compare the topic with a backup before going on");
    } catch (DuplicateKeyException e) {
      strike(shard, e);
      throw new BatchListenerFailedException("another writer was here", e, records.getFirst());
    } catch (RuntimeException e) {
      states.trouble(Work.APPLYING, shard, e);
      throw new BatchListenerFailedException("batch failed", e, records.getFirst());
    }
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments,
      ConsumerSeekCallback callback) {
    for (var partition : assignments.keySet()) {
      var cursor = cursors.find(partition.topic(), partition.partition());
      if (cursor.isPresent()) {
        callback.seek(partition.topic(), partition.partition(), cursor.get().nextOffset());
        owned.add(partition.partition());
      } else {
        halt(partition.partition(), "its row in inventory.cursor is missing: restore it");
      }
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
