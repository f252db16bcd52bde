package dev.holdfast.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.audit.Audit;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** The service on the shared stack, with one thread for all shards. */
final class RunningWorker implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final MessageCodec CODEC = new MessageCodec("/test");

  private final LocalStack stack = LocalStack.shared();
  private final ConfigurableApplicationContext context;
  private final KafkaProducer<String, byte[]> producer;
  private final JdbcClient database = JdbcClient.create(stack.dataSource("inventory"));

  /** With beans of {@code more} besides its own. */
  RunningWorker(Class<?>... more) {
    context = new SpringApplicationBuilder(InventoryWorker.class).sources(more)
        .run("--management.server.port=0", "--spring.datasource.url=" + stack.jdbcUrl(),
            "--spring.kafka.bootstrap-servers=" + stack.bootstrapServers(),
            "--spring.kafka.listener.concurrency=1",
            // Else it hears up to two seconds late that another worker came or went.
            "--spring.kafka.consumer.properties.heartbeat.interval.ms=200");
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", stack.bootstrapServers()),
        new StringSerializer(), new ByteArraySerializer());
    awaitAllShards();
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** The inventory's tables, as their owner. */
  JdbcClient database() {
    return database;
  }

  /** Appends a request; returns its shard. */
  int send(Request request) {
    return send(CODEC.record(request, Instant.now(), null));
  }

  /** Appends a request under another type. */
  void sendAs(String type, Request request) {
    var record = CODEC.record(request, Instant.now(), null);
    record.headers().remove("ce_type").add("ce_type", type.getBytes(UTF_8));
    send(record);
  }

  private int send(ProducerRecord<String, byte[]> record) {
    try {
      return producer.send(record).get().partition();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("A request was not acknowledged", e);
    }
  }

  String statusOf(PlaceOrder place) {
    return database.sql("SELECT status FROM orders WHERE order_id = :id")
        .param("id", place.orderId())
        .query((rs, number) -> rs.getString(1))
        .optional()
        .orElse("PENDING");
  }

  void awaitDecided(PlaceOrder place) {
    await().atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !statusOf(place).equals("PENDING"));
  }

  /** A second worker joins, does something with what it was given, and goes. */
  void whileAnotherJoins(Consumer<KafkaConsumer<String, byte[]>> work) {
    try (var other = new KafkaConsumer<>(
        Map.of("bootstrap.servers", (Object) stack.bootstrapServers(), "group.id",
            "inventory-worker", "enable.auto.commit", "false"),
        new StringDeserializer(), new ByteArrayDeserializer())) {
      other.subscribe(List.of(Topics.REQUESTS));
      await().atMost(PATIENCE).until(() -> {
        other.poll(Duration.ofMillis(100));
        return !other.assignment().isEmpty();
      });
      work.accept(other);
    }
  }

  void awaitAllShards() {
    await().atMost(PATIENCE).until(() -> container() != null && hasAllShards(container()));
  }

  private static boolean hasAllShards(MessageListenerContainer container) {
    var assigned = container.getAssignedPartitions();
    return assigned != null && assigned.size() == 8;
  }

  private MessageListenerContainer container() {
    return requireNonNull(get(KafkaListenerEndpointRegistry.class)
        .getListenerContainer("inventory-worker"));
  }

  @Override
  public void close() {
    producer.close();
    context.close();
    assertThat(Audit.runInventory(stack.dataSource("auditor")).clean()).isTrue();
  }
}
