package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profile {@code sasl} on the real jars: who may do what at Kafka, and that it is enough. */
class KafkaAccessIT {

  private static final String DATABASE = "kafka_access";

  @TempDir
  private static Path directory;
  private static SecuredKafka kafka;

  private final LocalStack stack = LocalStack.shared();
  private final ServicePorts ports = ServicePorts.free();

  @BeforeAll
  static void start() throws Exception {
    kafka = SecuredKafka.start(directory.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void with_just_their_rights_the_services_sell_and_a_replayed_webhook_pays_once()
      throws Exception {
    stack.createDatabase(DATABASE);
    try (var worker = service(Service.INVENTORY_WORKER, Map.of());
        var api = service(Service.ORDER_API, SecuredSale.KEYS)) {
      var sale = new SecuredSale(ports.api());
      await().atMost(Duration.ofSeconds(90)).until(() -> {
        assertThat(worker.process().isAlive()).as(worker.text()).isTrue();
        assertThat(api.process().isAlive()).as(api.text()).isTrue();
        return sale.isOpen();
      });

      sale.payByWebhook(sale.heldOrder(), 100);

      assertThat(count("payment")).isOne();
      assertThat(count("ledger")).as("opened, held, paid").isEqualTo(3);
      assertThat(audit()).contains("I8   PASS", "I9   PASS").doesNotContain("FAIL");
      for (var service : List.of(worker, api)) {
        assertThat(service.text()).doesNotContain("secret-of-");
        assertThat(service.text()).doesNotContain(SecuredSale.KEYS.values());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
      "order-api, purchase-results", "inventory-worker, anything-else",
      "auditor, purchase-requests", "auditor, purchase-results", "order-api, anything-else"})
  void nobody_writes_what_is_not_his_to_write(String user, String topic) {
    assertThatThrownBy(() -> write(kafka.client(user), topic))
        .hasRootCauseInstanceOf(AuthorizationException.class);
  }

  @Test
  void nobody_reads_what_is_not_his_to_read() {
    var settings = new HashMap<>(kafka.client("order-api"));
    settings.put("enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(Topics.REQUESTS, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);

      assertThatThrownBy(
          () -> await().until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty()))
          .isInstanceOf(AuthorizationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"order-api, wrong", "nobody, secret-of-nobody"})
  void nobody_gets_in_without_his_password(String user, String password) {
    assertThatThrownBy(() -> write(kafka.client(user, password), Topics.REQUESTS))
        .hasRootCauseInstanceOf(SaslAuthenticationException.class);
  }

  private static void write(Map<String, Object> client, String topic) throws Exception {
    var settings = new HashMap<>(client);
    settings.put("max.block.ms", "20000");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "event", "forged")).get();
    }
  }

  private Jar service(Service service, Map<String, String> keys) throws IOException {
    var environment = new HashMap<>(keys);
    environment.put("SPRING_PROFILES_ACTIVE", "sasl");
    // The profile wants TLS, and this broker has none.
    environment.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("HOLDFAST_KAFKA_PASSWORD", SecuredKafka.password(service.folder()));
    environment.put("SPRING_DATASOURCE_URL", stack.jdbcUrl(DATABASE));
    environment.put("SPRING_DATASOURCE_PASSWORD", "secret-of-database");
    if (service == Service.ORDER_API) {
      environment.put("SERVER_PORT", Integer.toString(ports.api()));
    }
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management(service)));
    return Jar.start(service.folder(), directory, environment);
  }

  private String audit() throws IOException {
    var config = directory.resolve("auditor.properties");
    Files.writeString(config, kafka.client("auditor")
        .entrySet()
        .stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining("\n")));
    try (var audit = Jar.start("load-demo", directory, Map.of(), "audit", "--sla", "30s",
        "--jdbc-url", stack.jdbcUrl(DATABASE), "--bootstrap-servers", kafka.bootstrapServers(),
        "--kafka-config", config.toString())) {
      audit.process().onExit().join();
      assertThat(audit.process().exitValue()).as(audit.text()).isZero();
      return audit.text();
    }
  }

  private long count(String table) throws SQLException {
    try (var connection = stack.dataSource(DATABASE, "auditor").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM inventory." + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
