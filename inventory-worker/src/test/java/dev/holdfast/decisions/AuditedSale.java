package dev.holdfast.decisions;

import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A sale that is over, on a stack of its own: the topics as they were written, copies to damage. */
final class AuditedSale implements AfterAllCallback {

  static final int EVENTS = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final MessageCodec CODEC = new MessageCodec("/test");
  private static final String DATABASE = "holdfast";

  private final LocalStack stack = LocalStack.start(StackSettings.temporary());
  private final KafkaProducer<String, byte[]> producer;
  private int sent;

  AuditedSale() {
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", stack.bootstrapServers()),
        new StringSerializer(), new ByteArraySerializer());
    try (var _ = worker()) {
      await().atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> number("SELECT count(*) FROM inventory.cursor") == 8);
      for (int event = 0; event < EVENTS; event++) {
        sell("night-" + event);
      }
      settle();
    }
  }

  /** Sells an event to more people than it has tickets for. */
  void sell(String event) {
    send(new OpenEvent(UUID.randomUUID(), event, terms(5)));
    var placed = new ArrayList<PlaceOrder>();
    for (int number = 0; number < 12; number++) {
      var place = new PlaceOrder(UUID.randomUUID(), event, "account-" + number, 1, "hash");
      placed.add(place);
      send(place);
      if (number % 4 == 0) {
        send(place);
      }
    }
    var paid = placed.getFirst().orderId();
    pay(event, paid, event + "-paid");
    pay(event, paid, event + "-paid");
    pay(event, paid, event + "-too-much");
    pay(event, placed.get(1).orderId(), event + "-paid");
    pay(event, UUID.randomUUID(), event + "-nobody");
    var cancel = new CancelOrder(UUID.randomUUID(), event, placed.get(2).orderId());
    send(cancel);
    send(cancel);
    send(new CancelOrder(UUID.randomUUID(), event, paid));
    send(new CancelOrder(UUID.randomUUID(), event, UUID.randomUUID()));
    send(new ChangeEvent(UUID.randomUUID(), event, terms(1)));
    send(new ChangeEvent(UUID.randomUUID(), event, terms(7)));
    sendUnreadable(event);
  }

  private void pay(String event, UUID order, String payment) {
    send(new ConfirmPayment(UUID.randomUUID(), event, order, payment, 5_000, "EUR"));
  }

  private static EventTerms terms(int capacity) {
    return new EventTerms("Night", capacity, 5_000, "EUR", 3_600, 4, 4, null,
        Instant.parse("2100-01-01T00:00:00Z"), SaleState.OPEN, LatePayment.REFUND);
  }

  /** Waits until all that was sold is decided and announced. */
  void settle() {
    await().atMost(PATIENCE)
        .until(() -> number("SELECT sum(next_offset) FROM inventory.cursor") == sent
            && number("SELECT count(*) FROM inventory.publication") == 0);
  }

  /** One that names its order, one that says nothing, and one that no text column can hold. */
  private void sendUnreadable(String event) {
    var named = new ProducerRecord<>(Topics.REQUESTS, event, new byte[]{'{'});
    named.headers()
        .add("ce_type", bytes("place-order.v1"))
        .add("order-id", bytes(UUID.randomUUID().toString()));
    send(named);
    send(new ProducerRecord<>(Topics.REQUESTS, event, new byte[0]));
    var nul = new ProducerRecord<>(Topics.REQUESTS, "\0", bytes("""
        {"eventId": "\\u0000", "requestId": "%1$s", "orderId": "%1$s"}"""
        .formatted(UUID.randomUUID())));
    nul.headers().add("ce_type", bytes("cancel-order.v1\0"));
    send(nul);
    sent += 3;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void send(Request request) {
    send(CODEC.record(request, Instant.now(), null));
    sent++;
  }

  void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("A record was not acknowledged", e);
    }
  }

  /** Puts something on the results that no worker of ours has written. */
  void announce(int shard, @Nullable String key, String type, String body) {
    var record = new ProducerRecord<String, byte[]>(Topics.RESULTS, shard, key, bytes(body));
    record.headers().add("ce_type", bytes(type));
    send(record);
  }

  /** The worker on this stack. */
  ConfigurableApplicationContext worker(String... more) {
    return workerOn(DATABASE, more);
  }

  /** Makes a database that has decided nothing yet. */
  String newDatabase(String name) {
    stack.createDatabase(name);
    return name;
  }

  /** A worker on this stack's Kafka and another of its databases. */
  ConfigurableApplicationContext workerOn(String database, String... more) {
    var arguments = new ArrayList<>(List.of("--management.server.port=0",
        "--spring.datasource.url=" + stack.jdbcUrl(database),
        "--spring.kafka.bootstrap-servers=" + stack.bootstrapServers()));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(InventoryWorker.class)
        .run(arguments.toArray(String[]::new));
  }

  void restartKafka() {
    stack.kafka().kill();
    stack.kafka().restart();
  }

  /** Puts a copy of the database aside. */
  void backUp() throws SQLException {
    queryOn("postgres", "CREATE DATABASE backup TEMPLATE " + DATABASE);
  }

  /** Puts the database back to what it was then. */
  void restoreBackup() throws SQLException {
    queryOn("postgres", "DROP DATABASE " + DATABASE + " WITH (FORCE)");
    queryOn("postgres", "CREATE DATABASE " + DATABASE + " TEMPLATE backup");
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", stack.bootstrapServers());
  }

  /** The sale itself, as the auditor sees it. */
  DataSource auditor() {
    return stack.dataSource("auditor");
  }

  /** A fresh copy of the database, as the auditor sees it, and what damaging it returned. */
  Damaged damaged(String... damage) throws SQLException {
    queryOn("postgres", "DROP DATABASE IF EXISTS damaged");
    queryOn("postgres", "CREATE DATABASE damaged TEMPLATE " + DATABASE);
    var names = new ArrayList<String>();
    for (var sql : damage) {
      names.addAll(queryOn("damaged", sql));
    }
    return new Damaged(stack.dataSource("damaged", "auditor"), names);
  }

  /** A damaged copy. */
  record Damaged(DataSource auditor, List<String> names) {}

  /** Runs a statement on the sale's own database. */
  List<String> query(String sql) throws SQLException {
    return queryOn(DATABASE, sql);
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(query(sql).getFirst());
  }

  /** Runs a statement on another database, such as the latest {@code damaged} copy. */
  List<String> queryOn(String database, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var connection = stack.dataSource(database, "postgres").getConnection();
        var statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          read(statement.getResultSet(), values);
        }
        rows = statement.getMoreResults();
      }
    }
    return values;
  }

  private static void read(ResultSet rows, List<String> values) throws SQLException {
    while (rows.next()) {
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        values.add(rows.getString(column));
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    producer.close();
    stack.close();
  }
}
