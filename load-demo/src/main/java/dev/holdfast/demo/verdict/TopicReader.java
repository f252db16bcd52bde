package dev.holdfast.demo.verdict;

import static java.util.stream.Collectors.toMap;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Topics;
import dev.holdfast.messages.WireName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the topics hold about one event, from their beginning to their end. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int API_TIMEOUT_MILLIS = 20_000;

  private final String bootstrapServers;
  private final String eventId;

  public TopicReader(String bootstrapServers, String eventId) {
    this.bootstrapServers = bootstrapServers;
    this.eventId = eventId;
  }

  /** The orders that were placed. */
  public Set<UUID> placedOrders() {
    var placed = new HashSet<UUID>();
    forEach(Topics.REQUESTS, record -> {
      var orderId = MessageCodec.header(record.headers(), MessageCodec.ORDER_ID);
      var type = MessageCodec.header(record.headers(), "ce_type");
      if (orderId != null && WireName.PLACE_ORDER.wire().equals(type)) {
        placed.add(UUID.fromString(orderId));
      }
    });
    return placed;
  }

  /** The end of each partition of the requests. */
  public Map<Integer, Long> requestEnds() {
    try (var consumer = consumer()) {
      var ends = consumer.endOffsets(partitions(consumer, Topics.REQUESTS));
      return ends.entrySet()
          .stream()
          .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }
  }

  private void forEach(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (var consumer = consumer()) {
      var partitions = partitions(consumer, topic);
      var ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        for (var record : consumer.poll(POLL)) {
          if (eventId.equals(record.key())) {
            reader.accept(record);
          }
        }
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic)
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", bootstrapServers,
        "enable.auto.commit", "false",
        "auto.offset.reset", "earliest",
        "default.api.timeout.ms", API_TIMEOUT_MILLIS);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
