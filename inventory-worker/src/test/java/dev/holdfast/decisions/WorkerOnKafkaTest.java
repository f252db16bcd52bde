package dev.holdfast.decisions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.Audit;
import dev.holdfast.inventory.BrokenConnections;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.Topics;
import dev.holdfast.messages.UnreadableMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker as it runs: requests from a real topic, results on a real topic. */
class WorkerOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final MessageCodec CODEC = new MessageCodec("/test");
  private static final List<Future<?>> SENT = new ArrayList<>();
  private static final List<String> TABLES = List.of("cursor", "event", "orders", "payment",
      "ledger", "publication");

  private static ConfigurableApplicationContext worker;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() {
    var stack = LocalStack.shared();
    worker = new SpringApplicationBuilder(InventoryWorker.class)
        .run("--management.server.port=0", "--spring.datasource.url=" + stack.jdbcUrl(),
            "--spring.kafka.bootstrap-servers=" + stack.bootstrapServers());
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", "5"),
        new StringSerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    worker.close();
    assertThat(Audit.runInventory(LocalStack.shared().dataSource("auditor")).clean()).isTrue();
  }

  @Test
  void hundred_tickets_go_to_the_first_of_a_thousand_requests() throws Exception {
    var orders = IntStream.range(0, 1_000).mapToObj(i -> UUID.randomUUID()).toList();
    send(new OpenEvent(UUID.randomUUID(), "gig", terms(100)));
    orders.forEach(order -> send(new PlaceOrder(order, "gig", "account-" + order, 1, "hash")));

    var results = resultsOf("gig", 1_001);

    assertThat(results.getFirst()).isInstanceOf(Result.EventOpened.class);
    assertThat(results.subList(1, 101)).allMatch(Result.OrderHeld.class::isInstance)
        .extracting(result -> ((Result.OrderHeld) result).order().orderId())
        .containsExactlyElementsOf(orders.subList(0, 100));
    assertThat(results.subList(101, 1_001)).allMatch(Result.OrderRejected.class::isInstance);
  }

  @Test
  void while_the_database_fails_nothing_is_skipped_and_readiness_is_down() throws Exception {
    send(new OpenEvent(UUID.randomUUID(), "storm", terms(10)));
    resultsOf("storm", 1);

    change("ALTER TABLE inventory.ledger RENAME TO ledger_gone");
    for (int i = 0; i < 30; i++) {
      send(new PlaceOrder(UUID.randomUUID(), "storm", "account-" + i, 1, "hash"));
    }
    await().atMost(PATIENCE).until(() -> health().equals(Status.DOWN));
    assertThat(asked("readiness").statusCode()).isEqualTo(503);
    assertThat(asked("liveness").statusCode()).isEqualTo(200);
    change("ALTER TABLE inventory.ledger_gone RENAME TO ledger");

    assertThat(resultsOf("storm", 31)).hasSize(31)
        .filteredOn(Result.OrderHeld.class::isInstance)
        .hasSize(10);
    await().atMost(PATIENCE).until(() -> health().equals(Status.UP));
  }

  @Test
  void columns_that_a_newer_version_adds_do_not_disturb_the_running_one() throws Exception {
    send(new OpenEvent(UUID.randomUUID(), "rolling", terms(10)));
    send(new PlaceOrder(UUID.randomUUID(), "rolling", "account", 1, "hash"));
    resultsOf("rolling", 2);

    for (var table : TABLES) {
      change("ALTER TABLE inventory.%s ADD COLUMN added_later text".formatted(table));
    }
    for (int i = 0; i < 5; i++) {
      send(new PlaceOrder(UUID.randomUUID(), "rolling", "account-" + i, 1, "hash"));
    }

    assertThat(resultsOf("rolling", 7)).hasSize(7);
    await().atMost(PATIENCE).until(() -> health().equals(Status.UP));
    for (var table : TABLES) {
      change("ALTER TABLE inventory.%s DROP COLUMN added_later".formatted(table));
    }
  }

  @Test
  void readiness_asks_for_listeners_and_database() {
    assertThat(asked("readiness").body()).contains("\"readinessState\"", "\"db\"", "\"shards\"");
  }

  @Test
  void while_the_broker_is_gone_results_wait_and_none_is_lost() throws Exception {
    send(new OpenEvent(UUID.randomUUID(), "outage", terms(10)));
    resultsOf("outage", 1);
    for (int i = 0; i < 30; i++) {
      send(new PlaceOrder(UUID.randomUUID(), "outage", "account-" + i, 1, "hash"));
    }
    SENT.forEach(WorkerOnKafkaTest::acknowledged);

    LocalStack.shared().kafka().kill();
    await().atMost(PATIENCE)
        .until(() -> health().equals(Status.DOWN)
            || waitingResults() == 0);
    LocalStack.shared().kafka().restart();

    assertThat(resultsOf("outage", 31))
        .extracting(result -> ((Result.Announced) result).entry().seq())
        .containsAll(LongStream.rangeClosed(1, 31).boxed().toList());
    await().atMost(PATIENCE).until(() -> health().equals(Status.UP));
  }

  @Test
  void a_broken_connection_leaves_the_pool() {
    assertThat(worker.getBean(HikariDataSource.class).getExceptionOverrideClassName())
        .isEqualTo(BrokenConnections.class.getName());
  }

  private static HttpResponse<String> asked(String probe) {
    var url = "http://localhost:%s/actuator/health/%s".formatted(
        worker.getEnvironment().getProperty("local.management.port"), probe);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Status health() {
    return requireNonNull(worker.getBean("shards", HealthIndicator.class).health()).getStatus();
  }

  private static long waitingResults() throws SQLException {
    try (var connection = LocalStack.shared().dataSource("auditor").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM inventory.publication")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void change(String ddl) throws SQLException {
    try (var connection = LocalStack.shared().dataSource("inventory").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(ddl);
    }
  }

  private static void acknowledged(Future<?> sent) {
    try {
      sent.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("A request was not acknowledged", e);
    }
  }

  private static EventTerms terms(int capacity) {
    return new EventTerms("Gig", capacity, 5_000, "EUR", 600, 4, 4, null, null, SaleState.OPEN,
        LatePayment.REFUND);
  }

  private static void send(Request request) {
    SENT.add(producer.send(CODEC.record(request, Instant.now(), null)));
  }

  private static List<Result> resultsOf(String eventId, int count) throws Exception {
    var results = new ArrayList<Result>();
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", (Object) LocalStack.shared().bootstrapServers(),
            "auto.offset.reset", "earliest"),
        new StringDeserializer(), new ByteArrayDeserializer())) {
      await().ignoreExceptions().until(() -> !consumer.partitionsFor(Topics.RESULTS).isEmpty());
      consumer.assign(consumer.partitionsFor(Topics.RESULTS)
          .stream()
          .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
          .toList());
      await().atMost(PATIENCE).until(() -> {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (eventId.equals(record.key())) {
            results.add(read(record));
          }
        }
        return results.size() >= count;
      });
    }
    return results;
  }

  private static Result read(ConsumerRecord<String, byte[]> record) throws UnreadableMessage {
    return CODEC.readResult(record);
  }
}
