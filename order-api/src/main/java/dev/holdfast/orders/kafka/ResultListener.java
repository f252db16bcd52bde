package dev.holdfast.orders.kafka;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Topics;
import dev.holdfast.messages.UnreadableMessage;
import dev.holdfast.orders.ProjectResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;

/** Hands the results of one shard at a time to {@link ProjectResults}; never skips one. */
@Component
class ResultListener {

  static final String ID = "projection";

  private final ProjectResults projectResults;
  private final BlockedShards blocked;
  private final MessageCodec codec = new MessageCodec("/holdfast/order-api");
  private final Map<Integer, Long> gaps = new ConcurrentHashMap<>();

  ResultListener(ProjectResults projectResults, BlockedShards blocked) {
    this.projectResults = projectResults;
    this.blocked = blocked;
  }

  @KafkaListener(id = ID, idIsGroup = false, topics = Topics.RESULTS, containerFactory = "resultContainers")
  void on(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    var first = records.getFirst();
    var partition = new TopicPartition(first.topic(), first.partition());
    List<ProjectResults.Placed> batch = new ArrayList<>(records.size());
    var unreadable = read(records, batch);
    var next = project(first, batch);
    if (next == records.getLast().offset() + 1) {
      gaps.remove(first.partition());
      return;
    }
    consumer.seek(partition, next);
    if (unreadable != null && unreadable.offset == next) {
      blocked.block(partition, next, "is unreadable: " + unreadable.why);
    } else if (next < first.offset()
        && Long.valueOf(next).equals(gaps.put(first.partition(), next))) {
      // Sought once in vain: the topic does not have it any more.
      blocked.block(partition, next, "is gone from the topic; see shard_position");
    }
  }

  private record Unreadable(long offset, String why) {}

  // The readable records before the first unreadable one; and what is wrong with that.
  private @Nullable Unreadable read(
      List<ConsumerRecord<String, byte[]>> records,
      List<ProjectResults.Placed> batch) {
    for (var record : records) {
      try {
        batch.add(new ProjectResults.Placed(record.offset(), codec.readResult(record)));
      } catch (UnreadableMessage e) {
        return new Unreadable(record.offset(), String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  private long project(ConsumerRecord<?, ?> first, List<ProjectResults.Placed> batch) {
    try {
      return projectResults.project(first.partition(), first.offset(), batch);
    } catch (RuntimeException e) {
      throw new BatchListenerFailedException(
          "Shard %d is not projected from %d on".formatted(first.partition(), first.offset()), e,
          first);
    }
  }
}
