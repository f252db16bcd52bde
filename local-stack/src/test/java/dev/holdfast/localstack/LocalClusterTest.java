package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
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
  void a_topic_has_three_replicas_of_which_two_must_acknowledge() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      var created = admin.createTopics(List.of(new NewTopic("copied", Optional.of(1),
          Optional.empty())));

      assertThat(created.replicationFactor("copied").get()).isEqualTo(3);
      assertThat(created.config("copied").get().get("min.insync.replicas").value())
          .isEqualTo("2");
    }
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
