package dev.holdfast.campaign.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.campaign.inside.NewerVersions;
import dev.holdfast.campaign.load.Market;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
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
  private static final int PURCHASES = 20;
  private static final int PATIENCE_MILLIS = 4_000;

  private final String bootstrapServers;
  private final MessageCodec codec = new MessageCodec("/holdfast/campaign");

  Topic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Sends the newest records of a topic again, three times, where they were; their number.
   *
   * @throws KafkaException if the brokers do not play along
   */
  int repeat(String topic, String typePrefix) throws InterruptedException {
    var again = new ArrayList<ProducerRecord<String, byte[]>>();
    var records = newest(topic, typePrefix);
    for (int time = 0; time < TIMES; time++) {
      records.forEach(record -> again.add(again(record)));
    }
    send(again);
    return again.size();
  }

  /**
   * Sends the newest payments again in any order, and between them purchases of its own whose
   * payment or cancellation may come before the order; the number of records.
   *
   * @throws KafkaException if the brokers do not play along
   */
  int reorder(List<String> eventIds, Random random) throws InterruptedException {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    newest(Topics.REQUESTS, "confirm-payment.").forEach(record -> records.add(again(record)));
    for (int purchase = 0; purchase < PURCHASES; purchase++) {
      var eventId = eventIds.get(random.nextInt(eventIds.size()));
      var orderId = new UUID(random.nextLong(), random.nextLong());
      Stream.of(new PlaceOrder(orderId, eventId, "hasty-" + orderId, 1, "-"),
          new ConfirmPayment(UUID.randomUUID(), eventId, orderId, "hasty-" + orderId,
              Market.PRICE_MINOR, Market.CURRENCY),
          new CancelOrder(UUID.randomUUID(), eventId, orderId))
          .map(request -> codec.record(request, Instant.now(), null))
          .forEach(records::add);
    }
    Collections.shuffle(records, random);
    send(records);
    return records.size();
  }

  private static ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> record) {
    return new ProducerRecord<>(record.topic(), record.partition(), null, record.key(),
        record.value(), record.headers());
  }

  private List<ConsumerRecord<String, byte[]>> newest(String topic, String typePrefix) {
    return newest(topic).stream()
        .filter(record -> String.valueOf(MessageCodec.header(record.headers(), "ce_type"))
            .startsWith(typePrefix))
        .toList();
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

  /**
   * Sends an order of that version; where it is.
   *
   * @throws KafkaException if the brokers do not play along
   */
  Newer newer(int version, String eventId, Random random) throws InterruptedException {
    var orderId = new UUID(random.nextLong(), random.nextLong());
    var record = codec.record(new PlaceOrder(orderId, eventId, "early-" + orderId, 1, "-"),
        Instant.now(), null);
    record.headers()
        .remove("ce_type")
        .add("ce_type", NewerVersions.type(version).getBytes(UTF_8));
    var sent = send(List.of(record)).getFirst();
    return new Newer(version, sent.partition(), sent.offset(), orderId);
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
