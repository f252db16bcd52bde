package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

  private Path directory;
  private LocalCluster cluster;

  @BeforeAll
  void start(@TempDir Path directory) {
    this.directory = directory;
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

  @Test
  void postgres_on_a_full_disk_says_so_and_goes_on_when_there_is_room() throws Exception {
    execute("CREATE TABLE large (text text)");
    assumeTrue(cluster.fillDisk(), "takes root, a loop device and mkfs.ext4");

    assertThatThrownBy(() -> execute(
        "INSERT INTO large SELECT repeat(md5(n::text), 50) FROM generate_series(1, 20000) n"))
        .isInstanceOf(SQLException.class);
    cluster.freeDisk();
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
      cluster.restartPostgresIfEnded();
      execute("INSERT INTO large VALUES ('small')");
    });

    assertThat(Files.readString(directory.resolve("stack/postgres.log")))
        .contains("No space left on device");
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
