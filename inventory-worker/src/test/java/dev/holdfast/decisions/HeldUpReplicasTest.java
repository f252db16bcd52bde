package dev.holdfast.decisions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.localstack.LocalCluster;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the log has taken is in it, although its replicas are late and nobody is shown it yet. */
@Execution(ExecutionMode.CONCURRENT)
class HeldUpReplicasTest {

  private static final MessageCodec CODEC = new MessageCodec("/test");

  private final Ask ask = new Ask("held-up-" + UUID.randomUUID());
  private LocalCluster cluster;
  private JdbcClient database;
  private ConfigurableApplicationContext worker;
  private KafkaProducer<String, byte[]> producer;
  private Admin admin;

  @BeforeEach
  void start(@TempDir Path directory) {
    cluster = LocalCluster.start(directory.resolve("stack"), 0, List.of());
    cluster.createDatabase("holdfast");
    database = JdbcClient.create(cluster.dataSource("holdfast", "inventory"));
    worker = new SpringApplicationBuilder(InventoryWorker.class)
        .run("--management.server.port=0",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/holdfast"
                .formatted(cluster.postgresPort()),
            "--spring.kafka.bootstrap-servers=" + cluster.bootstrapServers());
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", cluster.bootstrapServers()),
        new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    worker.close();
    cluster.close();
  }

  @Test
  void a_payment_that_waits_for_its_replicas_keeps_its_hold() throws Exception {
    send(ask.toOpen(SaleTerms.of(5))).get();
    var place = ask.toPlace("ada", 1);
    int shard = send(place).get().partition();
    awaitStatus("HELD", place);
    int leader = leader(shard);
    long before = logSize(leader, shard);

    followers(leader).forEach(cluster::freezeBroker);
    var payment = send(Ask.pay(place));
    await().atMost(RunningWorker.PATIENCE).until(() -> logSize(leader, shard) > before);
    var end = endHold();
    // The worker looks for shards that seem to be idle several times a second.
    await().during(Duration.ofSeconds(1))
        .atMost(RunningWorker.PATIENCE)
        .until(() -> appliedUntil(shard).isBefore(end));
    followers(leader).forEach(cluster::resumeBroker);

    assertThat(payment.get().timestamp()).isLessThanOrEqualTo(end.toEpochMilli());
    awaitStatus("CONFIRMED", place);
  }

  private int leader(int shard) throws Exception {
    var partitions = admin.describeTopics(List.of(Topics.REQUESTS)).allTopicNames().get();
    return requireNonNull(partitions.get(Topics.REQUESTS)).partitions().get(shard).leader().id();
  }

  /** The brokers besides the leader, by their index. */
  private static List<Integer> followers(int leader) {
    return IntStream.range(0, LocalCluster.BROKERS)
        .filter(index -> index + 1 != leader)
        .boxed()
        .toList();
  }

  /** Bytes of the shard's requests at the leader, replicated or not. */
  private long logSize(int leader, int shard) throws Exception {
    return admin.describeLogDirs(List.of(leader))
        .allDescriptions()
        .get()
        .values()
        .stream()
        .flatMap(directories -> directories.values().stream())
        .map(directory -> directory.replicaInfos().get(new TopicPartition(Topics.REQUESTS, shard)))
        .filter(Objects::nonNull)
        .mapToLong(ReplicaInfo::size)
        .sum();
  }

  /** The hold is over by now. */
  private Instant endHold() {
    return JdbcClient.create(cluster.dataSource("holdfast", "postgres"))
        .sql("UPDATE inventory.orders SET hold_until = clock_timestamp() RETURNING hold_until")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private Future<RecordMetadata> send(Request request) {
    return producer.send(CODEC.record(request, Instant.now(), null));
  }

  private void awaitStatus(String status, PlaceOrder place) {
    await().atMost(RunningWorker.PATIENCE)
        .until(() -> database.sql("SELECT status FROM orders WHERE order_id = :id")
            .param("id", place.orderId())
            .query(String.class)
            .list()
            .contains(status));
  }

  private Instant appliedUntil(int shard) {
    return time("SELECT applied_until FROM cursor WHERE shard = " + shard);
  }

  private Instant time(String sql) {
    return database.sql(sql).query(OffsetDateTime.class).single().toInstant();
  }
}
