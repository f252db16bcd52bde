package dev.holdfast.demo.bench.engine;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Result.OrderHeld;
import dev.holdfast.messages.Topics;
import dev.holdfast.messages.UnreadableMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** From a request in its topic to its result in the other one, by the broker's clock alone. */
final class AnnouncedLatency implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final double P99 = 0.99;

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final MessageCodec codec = new MessageCodec("/holdfast/bench");

  AnnouncedLatency(String bootstrapServers) {
    consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
        new StringDeserializer(), new ByteArrayDeserializer());
    partitions = consumer.partitionsFor(Topics.RESULTS)
        .stream()
        .map(info -> new TopicPartition(Topics.RESULTS, info.partition()))
        .toList();
    consumer.assign(partitions);
    skip();
  }

  /** Forgets what was announced so far. */
  void skip() {
    var ends = consumer.endOffsets(partitions);
    ends.forEach(consumer::seek);
  }

  /** Of the holds of these events announced since the last look. */
  double p99Millis(List<String> events) throws UnreadableMessage {
    var wanted = new HashSet<>(events);
    var millis = new ArrayList<Double>();
    var ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
      for (var record : consumer.poll(POLL)) {
        if (wanted.contains(record.key())) {
          add(record, millis);
        }
      }
    }
    if (millis.isEmpty()) {
      throw new IllegalStateException("No hold was announced");
    }
    Collections.sort(millis);
    return millis.get((int) Math.ceil(millis.size() * P99) - 1);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void add(ConsumerRecord<String, byte[]> record, List<Double> millis)
      throws UnreadableMessage {
    if (codec.readResult(record) instanceof OrderHeld held) {
      millis.add((double) (record.timestamp() - held.order().placedAt().toEpochMilli()));
    }
  }
}
