package dev.holdfast.demo.verdict;

import static java.util.stream.Collectors.toMap;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.Topics;
import dev.holdfast.messages.UnreadableMessage;
import dev.holdfast.messages.WireName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the topics hold about some events, from their beginning to their end. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int API_TIMEOUT_MILLIS = 20_000;

  private final String bootstrapServers;
  private final Set<String> eventIds;

  public TopicReader(String bootstrapServers, String eventId) {
    this(bootstrapServers, Set.of(eventId));
  }

  public TopicReader(String bootstrapServers, Set<String> eventIds) {
    this.bootstrapServers = bootstrapServers;
    this.eventIds = Set.copyOf(eventIds);
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

  /** Every row of the ledger must be announced, of each event up to its head. */
  public Check checkAnnounced(Map<String, Long> heads) {
    var announced = announced();
    var missing = new ArrayList<String>();
    heads.forEach((eventId, head) -> LongStream.rangeClosed(1, head)
        .filter(seq -> !announced.getOrDefault(eventId, Set.of()).contains(seq))
        .mapToObj(seq -> "%s: seq %d".formatted(eventId, seq))
        .forEach(missing::add));
    return Check.of("I9", "every row of the ledger is in purchase-results", missing);
  }

  private Map<String, Set<Long>> announced() {
    var codec = new MessageCodec("load-demo");
    var seqs = new HashMap<String, Set<Long>>();
    forEach(Topics.RESULTS, record -> {
      try {
        if (codec.readResult(record) instanceof Result.Announced announced) {
          seqs.computeIfAbsent(announced.eventId(), _ -> new HashSet<>())
              .add(announced.entry().seq());
        }
      } catch (UnreadableMessage e) {
        throw new IllegalStateException("purchase-results %d:%d is unreadable".formatted(
            record.partition(), record.offset()), e);
      }
    });
    return seqs;
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
          if (record.key() != null && eventIds.contains(record.key())) {
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
