package dev.holdfast.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics as they lie there: read in batches, without a group and without leaving a trace. */
final class TopicLog implements AutoCloseable {

  static final String REQUESTS = "purchase-requests";
  static final String RESULTS = "purchase-results";

  private static final int BATCH = 1_000;
  private static final int API_TIMEOUT_MILLIS = 20_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Pace pace;

  /** What to do with records of one partition, in the order of their offsets. */
  interface Reader {

    void read(List<ConsumerRecord<String, byte[]>> records) throws SQLException;
  }

  TopicLog(Map<String, Object> kafka, Pace pace) {
    var settings = new HashMap<>(kafka);
    settings.putAll(Map.of(
        "enable.auto.commit", "false",
        "auto.offset.reset", "earliest",
        "allow.auto.create.topics", "false",
        "max.poll.records", BATCH,
        // At the end of a partition the consumer asks for more, and the next one must wait for it.
        "fetch.max.wait.ms", 10,
        "default.api.timeout.ms", API_TIMEOUT_MILLIS));
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    this.pace = pace;
  }

  /** How much the audit may work. */
  Pace pace() {
    return pace;
  }

  /** The shards, which are the partitions of the requests. */
  List<Integer> shards() {
    var partitions = consumer.partitionsFor(REQUESTS);
    if (partitions.isEmpty()) {
      throw new IllegalStateException("There is no topic " + REQUESTS);
    }
    return partitions.stream()
        .map(PartitionInfo::partition)
        .sorted()
        .toList();
  }

  long start(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** When its oldest record was appended; MIN if it has lost none, MAX if it has lost all. */
  Instant begins(TopicPartition partition) throws SQLException {
    long start = start(partition);
    if (start == 0) {
      return Instant.MIN;
    }
    var oldest = new AtomicReference<>(Instant.MAX);
    read(partition, start, Math.min(start + 1, end(partition)),
        records -> oldest.set(Instant.ofEpochMilli(records.getFirst().timestamp())));
    return oldest.get();
  }

  long end(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** The first record appended at that time or later; the end if there is none. */
  long firstSince(TopicPartition partition, Instant time) {
    var found =
        consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
    return found == null ? end(partition) : found.offset();
  }

  /** Reads the records at {@code from} up to and without {@code to}. */
  void read(TopicPartition partition, long from, long to, Reader reader) throws SQLException {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    var quiet = Duration.ZERO;
    while (consumer.position(partition) < to) {
      pace.work();
      long asked = System.nanoTime();
      var records = consumer.poll(POLL)
          .records(partition)
          .stream()
          .filter(record -> record.offset() < to)
          .toList();
      // Only the waiting counts: how long the audit rests says nothing of the broker.
      quiet = records.isEmpty() ? quiet.plusNanos(System.nanoTime() - asked) : Duration.ZERO;
      if (!records.isEmpty()) {
        reader.read(records);
        pace.rest();
      } else if (quiet.compareTo(PATIENCE) > 0) {
        throw new IllegalStateException("%s can't be read beyond offset %d".formatted(partition,
            consumer.position(partition)));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
