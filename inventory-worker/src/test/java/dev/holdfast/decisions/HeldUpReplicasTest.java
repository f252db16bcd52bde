package dev.holdfast.decisions;

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
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
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
  private static final Duration HOLD = Duration.ofSeconds(3);

  private final Ask ask = new Ask("held-up-" + UUID.randomUUID());
  private LocalCluster cluster;
  private JdbcClient database;
  private ConfigurableApplicationContext worker;
  private KafkaProducer<String, byte[]> producer;

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
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", cluster.bootstrapServers()),
        new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close(Duration.ZERO);
    worker.close();
    cluster.close();
  }

  @Test
  void a_payment_that_waits_for_its_replicas_keeps_its_hold() throws Exception {
    send(ask.toOpen(SaleTerms.of(5).holdSeconds((int) HOLD.toSeconds()))).get();
    var place = ask.toPlace("ada", 1);
    int shard = send(place).get().partition();
    awaitStatus("HELD", place);
    var end = time("SELECT hold_until FROM orders");
    var followers = followers(shard);

    followers.forEach(cluster::freezeBroker);
    var payment = send(Ask.pay(place));
    await().atMost(RunningWorker.PATIENCE).until(() -> Instant.now().isAfter(end));
    // The worker looks for shards that seem to be idle several times a second.
    await().during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> appliedUntil(shard).isBefore(end));
    followers.forEach(cluster::resumeBroker);

    assertThat(payment.get().timestamp()).isLessThan(end.toEpochMilli());
    awaitStatus("CONFIRMED", place);
  }

  /** The brokers that only copy the shard's requests, by their index. */
  private List<Integer> followers(int shard) {
    int leader = producer.partitionsFor(Topics.REQUESTS).get(shard).leader().id();
    return IntStream.range(0, LocalCluster.BROKERS)
        .filter(index -> index + 1 != leader)
        .boxed()
        .toList();
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
