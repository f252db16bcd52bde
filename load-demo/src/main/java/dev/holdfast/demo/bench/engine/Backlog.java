package dev.holdfast.demo.bench.engine;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Requests put into the topic as order-api puts them there. */
final class Backlog implements AutoCloseable {

  private static final int PRICE_MINOR = 4_500;
  private static final int LIMIT = 4;
  // As long as the SHA-256 that order-api writes.
  private static final String BODY_HASH = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";

  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;
  private final MessageCodec codec = new MessageCodec("/holdfast/bench");
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Backlog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "compression.type", "lz4",
            "linger.ms", 10),
        new StringSerializer(), new ByteArraySerializer());
  }

  /** Puts every event on sale. */
  void open(List<String> events, int tickets, int holdSeconds) {
    var terms = new EventTerms("Benchmark", tickets, PRICE_MINOR, "EUR", holdSeconds, LIMIT, LIMIT,
        null, null, SaleState.OPEN, LatePayment.REFUND);
    for (var event : events) {
      send(new OpenEvent(UUID.randomUUID(), event, terms));
    }
    flush();
  }

  /** One ticket for each of {@code count} customers, the events in turn. */
  void place(List<String> events, int count) {
    for (int i = 0; i < count; i++) {
      send(new PlaceOrder(ids.next(), events.get(i % events.size()), "account-" + i, 1, BODY_HASH));
    }
    flush();
  }

  void place(String event, String account) {
    send(new PlaceOrder(ids.next(), event, account, 1, BODY_HASH));
  }

  /** How many records were ever appended to a topic. */
  long end(String topic) {
    try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers),
        new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic)
          .stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** How many requests there are. */
  long end() {
    return end(Topics.REQUESTS);
  }

  void flush() {
    producer.flush();
    var failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("A request did not reach the topic", failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(Request request) {
    var _ = producer.send(codec.record(request, Instant.now(), null), (_, failed) -> {
      if (failed != null) {
        failure.set(failed);
      }
    });
  }
}
