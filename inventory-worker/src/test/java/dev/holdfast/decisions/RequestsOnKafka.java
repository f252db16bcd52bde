package dev.holdfast.decisions;

import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Tick;
import dev.holdfast.messages.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** The topic that a sale's requests are on, for what a worker must never meet. */
final class RequestsOnKafka implements AutoCloseable {

  static final int SHARDS = 8;

  private static final MessageCodec CODEC = new MessageCodec("/test");

  private final AuditedSale sale;
  private final Admin admin;

  RequestsOnKafka(AuditedSale sale) {
    this.sale = sale;
    admin = Admin.create(sale.kafka());
  }

  /** Appends a record that asks for nothing. */
  void append(int shard) {
    sale.send(CODEC.record(new Tick(shard), Instant.now()));
  }

  long end(int shard) throws Exception {
    return admin.listOffsets(Map.of(partition(shard), OffsetSpec.latest()))
        .partitionResult(partition(shard))
        .get()
        .offset();
  }

  /** The topic's id, as the database writes it. */
  UUID id() throws Exception {
    var topics = admin.describeTopics(List.of(Topics.REQUESTS)).allTopicNames().get();
    var id = requireNonNull(topics.get(Topics.REQUESTS)).topicId();
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Lets all records of a shard go, as retention does. */
  void letGo(int shard) throws Exception {
    admin.deleteRecords(Map.of(partition(shard), RecordsToDelete.beforeOffset(-1))).all().get();
  }

  void addPartition() throws Exception {
    admin.createPartitions(Map.of(Topics.REQUESTS, NewPartitions.increaseTo(SHARDS + 1)))
        .all()
        .get();
  }

  void delete() throws Exception {
    admin.deleteTopics(List.of(Topics.REQUESTS)).all().get();
  }

  void deleteWithResults() throws Exception {
    admin.deleteTopics(List.of(Topics.REQUESTS, Topics.RESULTS)).all().get();
    await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().isEmpty());
  }

  /** Makes a topic under the name of one that was deleted, as soon as that is forgotten. */
  void make() {
    await().atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> admin.createTopics(
            List.of(new NewTopic(Topics.REQUESTS, SHARDS, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
            .all()
            .get());
  }

  private static TopicPartition partition(int shard) {
    return new TopicPartition(Topics.REQUESTS, shard);
  }

  @Override
  public void close() {
    admin.close();
  }
}
