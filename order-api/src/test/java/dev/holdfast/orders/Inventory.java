package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Balance;
import dev.holdfast.messages.Entry;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.OrderSnapshot;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The inventory, played by the tests: reads requests, announces whatever results it is told to. */
final class Inventory implements AutoCloseable {

  static final Instant PLACED = Instant.parse("2026-03-01T10:00:00Z");
  static final EventTerms TERMS = terms(4);

  private final MessageCodec codec = new MessageCodec("/test/inventory");
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> requests;
  private final List<TopicPartition> partitions = new ArrayList<>();

  Inventory(String bootstrapServers) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    this.producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    this.requests =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
    for (int shard = 0; shard < Api.SHARDS; shard++) {
      partitions.add(new TopicPartition(Topics.REQUESTS, shard));
    }
    requests.assign(partitions);
    requests.seekToEnd(partitions);
    partitions.forEach(requests::position);
  }

  static EventTerms terms(int perOrderLimit) {
    return new EventTerms("Night of the Proms", 100, 2_500, "EUR", 600, perOrderLimit, 8, null,
        null, EventTerms.SaleState.OPEN, EventTerms.LatePayment.REFUND);
  }

  static int shardOf(String eventId) {
    return BuiltInPartitioner.partitionForKey(eventId.getBytes(UTF_8), Api.SHARDS);
  }

  /** What reached the topic since the last look. */
  List<ConsumerRecord<String, byte[]>> newRecords() {
    var ends = requests.endOffsets(partitions);
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    while (partitions.stream().anyMatch(p -> requests.position(p) < ends.getOrDefault(p, 0L))) {
      requests.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    return found;
  }

  List<Request> newRequests() {
    return newRecords().stream().map(this::read).toList();
  }

  Request read(ConsumerRecord<String, byte[]> record) {
    try {
      return codec.readRequest(record);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void announce(Result... results) {
    send(Stream.of(results)
        .map(result -> codec.record(shard(result), result, Instant.now(), null))
        .toList());
  }

  void send(ProducerRecord<String, byte[]> record) {
    send(List.of(record));
  }

  private void send(List<ProducerRecord<String, byte[]>> records) {
    try {
      for (var sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int shard(Result result) {
    return switch (result) {
      case Result.Announced announced -> announced.entry().shard();
      case Result.Progress progress -> progress.shard();
    };
  }

  /** Waits until everything announced on the shard so far is in the views. */
  void awaitProjected(Positions positions, int shard) {
    var partition = new TopicPartition(Topics.RESULTS, shard);
    var end = requests.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    await().atMost(Duration.ofSeconds(30)).until(() -> {
      var position = positions.all().get(shard);
      return position != null && position.resultsOffset() >= end;
    });
  }

  long endOfRequests(int shard) {
    var partition = new TopicPartition(Topics.REQUESTS, shard);
    return requests.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** An event on sale on a shard. */
  String openedOn(Api api, int shard) {
    var eventId = Api.newEventId();
    while (shardOf(eventId) != shard) {
      eventId = Api.newEventId();
    }
    announce(opened(eventId, 1, UUID.randomUUID()));
    awaitProjected(api.bean(Positions.class), shard);
    return eventId;
  }

  /** An event on sale, announced. */
  String opened() {
    var eventId = Api.newEventId();
    announce(opened(eventId, 1, UUID.randomUUID()));
    return eventId;
  }

  static Result opened(String eventId, long seq, UUID requestId) {
    return new Result.EventOpened(entry(eventId, 1, seq, requestId, 0), TERMS);
  }

  /** @param held tickets held after the row; the rest of 100 is available */
  static Entry entry(
      String eventId,
      int incarnation,
      long seq,
      @Nullable UUID requestId,
      int held) {
    return new Entry(shardOf(eventId), eventId, incarnation, seq, requestId,
        requestId == null ? null : 7L, PLACED.plusSeconds(seq), new Balance(0, 0, 0, 0),
        new Balance(100, 100 - held, held, 0));
  }

  static OrderSnapshot order(Request.PlaceOrder place, int version, OrderStatus status) {
    return new OrderSnapshot(place.orderId(), version, place.accountId(), place.quantity(),
        place.quantity() * TERMS.priceMinor(), TERMS.currency(), place.bodyHash(), PLACED, status,
        status == OrderStatus.REJECTED ? RejectionReason.SOLD_OUT : null,
        status == OrderStatus.REJECTED ? null : PLACED.plusSeconds(TERMS.holdSeconds()),
        status == OrderStatus.CONFIRMED ? "pay-1" : null);
  }

  static Result held(Request.PlaceOrder place, long seq) {
    return new Result.OrderHeld(
        entry(place.eventId(), 1, seq, place.orderId(), place.quantity()),
        order(place, 1, OrderStatus.HELD));
  }

  /** The order is HELD, and this is the version of it. */
  static Result changed(Request.PlaceOrder place, int version) {
    return new Result.OrderHeld(entry(place.eventId(), 1, version + 1, place.orderId(), 1),
        order(place, version, OrderStatus.HELD));
  }

  static Result expired(Request.PlaceOrder place, long seq) {
    return new Result.OrderExpired(entry(place.eventId(), 1, seq, null, 0),
        order(place, 2, OrderStatus.EXPIRED));
  }

  static Result rejected(Request.PlaceOrder place, long seq) {
    return new Result.OrderRejected(entry(place.eventId(), 1, seq, place.orderId(), 100),
        order(place, 1, OrderStatus.REJECTED));
  }

  @Override
  public void close() {
    requests.close();
    producer.close();
  }
}
