package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Topics;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
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
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profile {@code sasl} on the real jars, over TLS: who may do what at Kafka, and that it is enough. */
class KafkaAccessIT {

  private static final String DATABASE = "kafka_access";

  @TempDir
  private static Path directory;
  private static SecuredKafka kafka;

  // Size, ApiVersions, its first version, the number of the question, no client id.
  private static final byte[] WHICH_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 4, 7, -1, -1};
  private static final byte[] QUESTION = {0, 0, 4, 7};

  private final LocalStack stack = LocalStack.shared();
  private final ServicePorts ports = ServicePorts.free();

  @BeforeAll
  static void start() throws Exception {
    kafka = SecuredKafka.start(directory);
    LocalStack.shared().createDatabase(DATABASE);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void with_just_their_rights_the_services_sell_and_a_replayed_webhook_pays_once()
      throws Exception {
    try (var worker = service(Service.INVENTORY_WORKER, Map.of());
        var api = service(Service.ORDER_API, Map.of())) {
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

  @Test
  void who_does_not_trust_the_brokers_certificate_says_nothing_to_it() {
    var distrustful = new HashMap<>(kafka.client("order-api"));
    distrustful.keySet().removeIf(setting -> setting.startsWith("ssl."));

    assertThatThrownBy(() -> write(distrustful, Topics.REQUESTS))
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void a_certificate_for_another_host_is_not_taken() {
    var elsewhere = new HashMap<>(kafka.client("order-api"));
    elsewhere.computeIfPresent("bootstrap.servers",
        (_, servers) -> servers.toString().replace("127.0.0.1", "localhost"));

    assertThatThrownBy(() -> write(elsewhere, Topics.REQUESTS))
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void who_speaks_no_tls_hears_nothing_of_kafka() throws IOException {
    var broker = kafka.bootstrapServers().split(":", 2);
    try (var socket = new Socket(broker[0], Integer.parseInt(broker[1]))) {
      socket.setSoTimeout(20_000);

      socket.getOutputStream().write(WHICH_VERSIONS);

      var heard = hear(socket);
      assertThat(heard.length == 8 ? Arrays.copyOfRange(heard, 4, 8) : heard)
          .isNotEqualTo(QUESTION);
    }
  }

  /** Size and question of an answer; less if the broker hangs up. */
  private static byte[] hear(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readNBytes(8);
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  @Test
  void tls_alone_lets_nobody_in() {
    var named = new HashMap<>(kafka.client("order-api"));
    named.put("max.block.ms", "5000");
    var nameless = new HashMap<>(named);
    nameless.put("security.protocol", "SSL");

    assertThat(shards(named)).as("the broker answers in that time").isPositive();
    assertThatThrownBy(() -> shards(nameless)).isInstanceOf(TimeoutException.class);
    assertThat(shards(named)).as("and still does").isPositive();
  }

  private static int shards(Map<String, Object> client) {
    try (var producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      return producer.partitionsFor(Topics.REQUESTS).size();
    }
  }

  @Test
  void a_service_that_does_not_trust_the_broker_waits_and_says_why() throws Exception {
    var untrusted = Certificate.make(Files.createDirectory(directory.resolve("other")), "secret");
    try (var api = service(Service.ORDER_API, Map.of("SPRING_KAFKA_SSL_TRUST_STORE_LOCATION",
        untrusted.trusted().toUri().toString()))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        assertThat(api.process().isAlive()).as(api.text()).isTrue();
        return api.text().contains("to let us in (SSL handshake failed)");
      });
    }
  }

  private static void write(Map<String, Object> client, String topic) throws Exception {
    var settings = new HashMap<>(client);
    settings.putIfAbsent("max.block.ms", "20000");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "event", "forged")).get();
    }
  }

  private Jar service(Service service, Map<String, String> more) throws IOException {
    var environment = new HashMap<String, String>();
    environment.put("SPRING_PROFILES_ACTIVE", "sasl");
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("SPRING_KAFKA_SSL_TRUST_STORE_TYPE", "PEM");
    environment.put("SPRING_KAFKA_SSL_TRUST_STORE_LOCATION", kafka.trusted().toUri().toString());
    environment.put("HOLDFAST_KAFKA_PASSWORD", SecuredKafka.password(service.folder()));
    environment.put("SPRING_DATASOURCE_URL", stack.jdbcUrl(DATABASE));
    environment.put("SPRING_DATASOURCE_PASSWORD", "secret-of-database");
    if (service == Service.ORDER_API) {
      environment.putAll(SecuredSale.KEYS);
      environment.put("SERVER_PORT", Integer.toString(ports.api()));
    }
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management(service)));
    environment.putAll(more);
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
