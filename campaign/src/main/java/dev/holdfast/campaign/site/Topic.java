package dev.holdfast.campaign.site;

import dev.holdfast.messages.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody with access to the topics, and no good sense. */
final class Topic {

  private static final int TIMES = 3;
  private static final int NEWEST = 100;
  private static final int PATIENCE_MILLIS = 4_000;

  private final String bootstrapServers;

  Topic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Sends the newest records of a topic again, three times, where they were; their number.
   *
   * @throws KafkaException if the brokers do not play along
   */
  int repeat(String topic, Predicate<String> type) throws InterruptedException {
    var records = newest(topic).stream()
        .filter(record -> type.test(
            String.valueOf(MessageCodec.header(record.headers(), "ce_type"))))
        .toList();
    var again = new ArrayList<ProducerRecord<String, byte[]>>();
    for (int time = 0; time < TIMES; time++) {
      records.forEach(record -> again.add(new ProducerRecord<>(topic, record.partition(), null,
          record.key(), record.value(), record.headers())));
    }
    send(again);
    return again.size();
  }

  /**
   * Sends a record nobody can decide; where it is.
   *
   * @throws KafkaException if the brokers do not play along
   */
  Poisoned poison(Poison poison, String eventId, Random random) throws InterruptedException {
    var orderId = new UUID(random.nextLong(), random.nextLong());
    var sent = send(List.of(poison.record(eventId, orderId, random))).getFirst();
    return new Poisoned(poison.words(), sent.partition(), sent.offset(), orderId,
        poison.isAnswered());
  }

  private List<RecordMetadata> send(List<ProducerRecord<String, byte[]>> records)
      throws InterruptedException {
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", bootstrapServers, "acks", "all",
        "max.block.ms", PATIENCE_MILLIS, "request.timeout.ms", PATIENCE_MILLIS / 2,
        "delivery.timeout.ms", PATIENCE_MILLIS);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      var acknowledgements = records.stream().map(producer::send).toList();
      var sent = new ArrayList<RecordMetadata>();
      for (var acknowledgement : acknowledgements) {
        sent.add(acknowledgement.get());
      }
      return sent;
    } catch (ExecutionException e) {
      throw new KafkaException("Not acknowledged: " + e.getCause(), e.getCause());
    }
  }

  private List<ConsumerRecord<String, byte[]>> newest(String topic) {
    Map<String, Object> settings = Map.of(
        "bootstrap.servers", bootstrapServers, "enable.auto.commit", "false",
        "auto.offset.reset", "earliest", "default.api.timeout.ms", PATIENCE_MILLIS);
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
        new ByteArrayDeserializer())) {
      var ends = consumer.endOffsets(consumer.partitionsFor(topic)
          .stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .toList());
      consumer.assign(ends.keySet());
      ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - NEWEST)));
      long giveUp = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
      while (ends.entrySet()
          .stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
          && System.nanoTime() < giveUp) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
