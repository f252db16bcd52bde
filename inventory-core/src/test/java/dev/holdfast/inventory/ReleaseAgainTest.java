package dev.holdfast.inventory;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person has set the clocks right and lets releases go on, while tickets are sold. */
class ReleaseAgainTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("release_again_test");
  private static final InventoryContext WORKER = new InventoryContext(DATABASE, "inventory");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String ADD_OLDER =
      """
      INSERT INTO inventory.cursor (shard, topic, topic_id, next_offset, applied_until)
      VALUES (0, 'older', '00000000-0000-0000-0000-000000000002', 1000, 'epoch')
      """;

  private static final String ROWS =
      """
      SELECT concat_ws(' ', shard, topic, from_offset, until_offset)
        FROM inventory.release_halt
       ORDER BY shard, topic
      """;

  private final JdbcClient superuser = DATABASE.superuser();

  @BeforeEach
  void two_shards() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    WORKER.close();
  }

  @Test
  void offsets_of_one_topic_are_not_those_of_another() {
    superuser.sql(ADD_OLDER).update();
    superuser.sql("UPDATE inventory.cursor SET next_offset = 7 WHERE topic <> 'older'").update();
    WORKER.get(ReleaseHalt.class).halt("as the test wants");
    superuser.sql("UPDATE inventory.cursor SET next_offset = next_offset + 2").update();

    assertThat(releaseAgain()).isEqualTo(2);

    assertThat(rows()).containsExactly("0 older 1000 1002", "0 purchase-requests 7 9",
        "1 purchase-requests 7 9");
  }

  @Test
  void a_batch_that_takes_long_keeps_its_own_shard_halted_and_no_other() throws Exception {
    WORKER.get(ReleaseHalt.class).halt("as the test wants");
    try (var batch = connection(); var other = connection()) {
      neverTimeOut(batch);
      lockCursor(batch, 1);

      var released = supplyAsync(this::releaseAgain);
      // The other shard's worker goes on meanwhile, releasing what is due.
      await().atMost(PATIENCE).until(() -> rows().contains("0 purchase-requests 0 0"));
      assertThatCode(() -> lockCursor(other, 0)).doesNotThrowAnyException();

      assertThat(released).failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .havingRootCause()
          .withMessageContaining("lock timeout");
    }
    assertThat(rows()).containsExactly("0 purchase-requests 0 0", "1 purchase-requests 0");
    assertThat(releaseAgain()).isOne();
    assertThat(releaseAgain()).isZero();
  }

  @Test
  void a_halt_of_a_worker_of_schema_2_is_ended_on_schema_3() {
    var older = InventoryDatabase.empty("release_again_from_2_test");
    var halt = JdbcClient.create(older.as("inventory"))
        .sql("INSERT INTO release_halt (shard, why, from_offset) SELECT shard, 'why', next_offset"
            + " FROM cursor ON CONFLICT DO NOTHING");
    Flyway.configure()
        .dataSource(older.as("inventory"))
        .locations("classpath:db/migration/inventory")
        .defaultSchema("inventory")
        .createSchemas(false)
        .target("2")
        .load()
        .migrate();
    older.clear();
    assertThat(halt.update()).isEqualTo(2);

    older.migrate();

    assertThat(halt.update()).isZero();
    assertThat(older.superuser().sql(ReleaseHalt.TO_END_IT).query(Long.class).single())
        .isEqualTo(2);
    assertThat(halt.update()).isEqualTo(2);
  }

  private long releaseAgain() {
    return superuser.sql(ReleaseHalt.TO_END_IT).query(Long.class).single();
  }

  private List<String> rows() {
    return superuser.sql(ROWS).query((rs, number) -> rs.getString(1)).list();
  }

  private static Connection connection() throws SQLException {
    var connection = DATABASE.as("inventory").getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void neverTimeOut(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = 0; SET transaction_timeout = 0");
    }
  }

  private static void lockCursor(Connection connection, int shard) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT FROM cursor WHERE shard = %d FOR UPDATE NOWAIT".formatted(shard));
    }
  }
}
