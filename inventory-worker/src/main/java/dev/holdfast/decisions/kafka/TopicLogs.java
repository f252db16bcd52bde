package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.model.Mismatch.Topic;
import dev.holdfast.messages.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.stereotype.Component;

/** What Kafka says of the requests' topic. */
@Component
class TopicLogs {

  private final Admin admin;

  TopicLogs(Admin admin) {
    this.admin = admin;
  }

  static Optional<TopicDescription> describe(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.ofNullable(
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static Topic read(TopicDescription topic) {
    var id = topic.topicId();
    return new Topic(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        topic.partitions().size());
  }

  /** Empty if there is none. */
  Optional<Topic> topic() throws ExecutionException, InterruptedException {
    return describe(admin, Topics.REQUESTS).map(TopicLogs::read);
  }

  /** Committed offsets by shard, of shards that have one. */
  Map<Integer, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
    var committed = new HashMap<Integer, OffsetAndMetadata>();
    admin.listConsumerGroupOffsets(OwnedShards.LISTENER)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> {
          if (offset != null && partition.topic().equals(Topics.REQUESTS)) {
            committed.put(partition.partition(), offset);
          }
        });
    return committed;
  }

  /** Offsets of these shards; one whose brokers don't answer is left out. */
  Map<Integer, ListOffsetsResultInfo> offsets(Collection<Integer> shards, OffsetSpec which)
      throws InterruptedException {
    var partitions = shards.stream().map(shard -> new TopicPartition(Topics.REQUESTS, shard));
    var asked =
        admin.listOffsets(partitions.collect(Collectors.toMap(Function.identity(), _ -> which)));
    var offsets = new HashMap<Integer, ListOffsetsResultInfo>();
    for (int shard : shards) {
      try {
        offsets.put(shard,
            asked.partitionResult(new TopicPartition(Topics.REQUESTS, shard)).get());
      } catch (ExecutionException _) {
        // The other shards are looked at all the same.
      }
    }
    return offsets;
  }
}
