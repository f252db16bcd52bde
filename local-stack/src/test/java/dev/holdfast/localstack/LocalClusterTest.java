package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalClusterTest {

  private static final String DATABASE = "clustered";

  private LocalCluster cluster;

  @BeforeAll
  void start(@TempDir Path directory) {
    cluster = LocalCluster.start(directory.resolve("stack"), 0, List.of());
    cluster.createDatabase(DATABASE);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void a_record_is_acknowledged_by_two_of_three_brokers_and_not_by_one() throws Exception {
    create("copied");
    send("copied");

    cluster.killBroker(0);
    send("copied");
    cluster.killBroker(1);
    assertThatThrownBy(() -> send("copied")).isInstanceOf(ExecutionException.class);

    cluster.relaunchBroker(0);
    cluster.relaunchBroker(1);
    cluster.awaitBrokers();
    send("copied");
  }

  @Test
  void postgres_comes_back_with_what_was_committed() throws Exception {
    execute("CREATE TABLE kept (id int)");

    cluster.killPostgres();
    assertThatThrownBy(() -> execute("INSERT INTO kept VALUES (1)"))
        .isInstanceOf(SQLException.class);
    cluster.restartPostgres();
    execute("INSERT INTO kept VALUES (2)");
    cluster.stopPostgresAtOnce();
    cluster.restartPostgres();

    assertThat(count()).isEqualTo(1);
  }

  private void create(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, Optional.of(1),
          Optional.empty()))).all().get();
    }
  }

  private void send(String topic) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers(),
        "acks", "all", "max.block.ms", 10_000, "request.timeout.ms", 3_000,
        "delivery.timeout.ms", 10_000, "linger.ms", 0);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "value")).get();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = cluster.dataSource(DATABASE, "postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count() throws SQLException {
    try (var connection = cluster.dataSource(DATABASE, "postgres").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
