package dev.holdfast.system;

import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Who writes the topics: processes of this version or of the next. */
final class Writers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final MessageCodec codec = new MessageCodec("/holdfast/order-api");

  Writers(String bootstrapServers) {
    consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", (Object) bootstrapServers, "auto.offset.reset", "latest"),
        new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(consumer.partitionsFor(Topics.RESULTS)
        .stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList());
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "interceptor.classes",
            NextVersion.class.getName()),
        new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * From now on, until there was a result of every shard.
   *
   * @return by shard, whether a worker of the next version announced the newest
   */
  Map<Integer, Boolean> lately() {
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    var byNext = new TreeMap<Integer, Boolean>();
    await("results of every shard").pollInSameThread().atMost(PATIENCE).until(() -> {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        byNext.put(record.partition(), NextVersion.wrote(record.value()));
      }
      return byNext.size() == consumer.assignment().size();
    });
    return byNext;
  }

  /** An order as an order-api of the next version would send it. */
  void askAsNext(String eventId) throws ExecutionException, InterruptedException {
    var order = new PlaceOrder(UUID.randomUUID(), eventId, "next-" + UUID.randomUUID(), 1, "hash");
    producer.send(codec.record(order, Instant.now(), null)).get();
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
