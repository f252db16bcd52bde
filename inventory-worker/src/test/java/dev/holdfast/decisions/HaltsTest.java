package dev.holdfast.decisions;

import static dev.holdfast.decisions.RequestsOnKafka.SHARDS;
import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.TopicsAudit;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;

/** Database and log that don't match: nothing is skipped or decided anew, and somebody is told. */
@TestMethodOrder(OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class HaltsTest {

  @RegisterExtension
  static final AuditedSale SALE = new AuditedSale();

  private static final RequestsOnKafka REQUESTS = new RequestsOnKafka(SALE);
  private static final String CURSORS = "SELECT next_offset FROM inventory.cursor ORDER BY shard";

  @AfterAll
  static void close() {
    REQUESTS.close();
  }

  @Test
  @Order(1)
  void a_database_that_went_back_goes_on_when_somebody_has_said_that_its_history_is_lost()
      throws Exception {
    SALE.backUp();
    try (var _ = SALE.worker()) {
      SALE.sell("lost");
      SALE.settle();
    }
    var lost = cursors();
    SALE.restoreBackup();
    var restored = cursors();
    try (var worker = SALE.worker()) {
      assertThat(IntStream.range(0, SHARDS).filter(at -> lost.get(at) > restored.get(at)))
          .isNotEmpty()
          .allSatisfy(shard -> awaitHalt(worker, shard, "CALL inventory.restore()"));
    }
    assertThat(cursors()).isEqualTo(restored);

    SALE.query("CALL inventory.restore()");
    try (var worker = SALE.worker()) {
      SALE.settle();
      assertThat(worker.getBean(ShardStates.class).wrong()).isEmpty();
    }

    assertThat(cursors()).isEqualTo(lost);
    assertAudited();
  }

  @Test
  @Order(2)
  void the_same_backup_a_second_time_is_newer_again() throws Exception {
    var incarnations = "SELECT min(incarnation), max(incarnation) FROM inventory.event";
    int first = Integer.parseInt(SALE.query(incarnations).getLast());
    var lost = cursors();
    SALE.restoreBackup();
    assertThat(SALE.query(incarnations)).containsExactly("1", "1");
    var restored = cursors();
    try (var worker = SALE.worker()) {
      assertThat(IntStream.range(0, SHARDS).filter(at -> lost.get(at) > restored.get(at)))
          .isNotEmpty()
          .allSatisfy(shard -> awaitHalt(worker, shard, "this is incarnation 1"));
    }

    SALE.query("CALL inventory.restore()");
    try (var _ = SALE.worker()) {
      SALE.settle();
    }

    assertThat(Integer.parseInt(SALE.query(incarnations).getFirst())).isGreaterThan(first);
    assertAudited();
  }

  @Test
  @Order(3)
  void what_is_wrong_with_one_shard_halts_that_one() throws Exception {
    try (var worker = SALE.worker()) {
      awaitReady(worker);
      long decided = cursors().get(3);
      append(2);
      REQUESTS.letGo(2);
      moveCursor(1, "next_offset + 1000");
      moveCursor(2, "next_offset - 1");
      moveCursor(3, "next_offset - 1");
      REQUESTS.append(3);

      awaitHalt(worker, 1, "ends at offset");
      awaitHalt(worker, 2, "starts at offset");
      awaitHalt(worker, 3, "CALL inventory.restore()");

      assertThat(shards(worker).getStatus()).isEqualTo(Status.DOWN);
      SALE.query("INSERT INTO inventory.publication (shard, next_offset) VALUES (3, 1)");
      await().atMost(PATIENCE)
          .until(() -> SALE.query("SELECT id FROM inventory.publication").isEmpty());
      append(5);
      assertThat(cursors().get(3)).isEqualTo(decided - 1);
      assertThat(worker.getBean(ShardStates.class).wrong().keySet())
          .filteredOn(what -> what.endsWith("HALTED"))
          .hasSize(3);
    }
  }

  @Test
  @Order(4)
  void a_log_that_was_cut_and_has_grown_again_halts_its_shard() throws Exception {
    try (var worker = SALE.worker()) {
      append(4);
      SALE.restartKafka();
      append(4);
      assertThat(worker.getBean(ShardStates.class).halted(4)).isFalse();
    }
    // As if the last of its records had been another, under the first leader.
    SALE.query("UPDATE inventory.cursor SET leader_epoch = 0 WHERE shard = 4");

    try (var worker = SALE.worker()) {
      awaitHalt(worker, 4, "the log lost requests");
    }
  }

  @Test
  @Order(5)
  void partitions_that_were_added_halt_all() throws Exception {
    REQUESTS.deleteWithResults();
    try (var worker = SALE.workerOn(SALE.newDatabase("added"))) {
      awaitReady(worker);

      REQUESTS.addPartition();

      awaitAllHalted(worker, "has 9 partitions");
    }
  }

  @Test
  @Order(6)
  void a_topic_that_is_made_anew_halts_all() throws Exception {
    REQUESTS.deleteWithResults();
    try (var worker = SALE.workerOn(SALE.newDatabase("anew"))) {
      awaitReady(worker);
      IntStream.range(0, SHARDS).forEach(REQUESTS::append);
      await().atMost(PATIENCE)
          .until(() -> SALE.queryOn("anew", CURSORS).stream().allMatch("1"::equals));

      REQUESTS.delete();
      REQUESTS.make();
      REQUESTS.append(0);

      awaitAllHalted(worker, "made anew");
      assertThat(SALE.queryOn("anew", CURSORS)).allMatch("1"::equals);
    }
    // As docs/operations.md says for a log that is lost.
    for (int shard = 0; shard < SHARDS; shard++) {
      REQUESTS.append(shard);
      REQUESTS.letGo(shard);
      SALE.queryOn("anew", """
          UPDATE inventory.cursor SET next_offset = %d, topic_id = '%s', leader_epoch = -1
           WHERE shard = %d AND topic = 'purchase-requests'
          """.formatted(REQUESTS.end(shard), REQUESTS.id(), shard));
    }
    try (var worker = SALE.workerOn("anew")) {
      awaitReady(worker);
      REQUESTS.append(0);
      await().atMost(PATIENCE).until(() -> SALE.queryOn("anew", CURSORS).getFirst().equals("3"));
    }
  }

  @Test
  @Order(7)
  void a_topic_that_is_gone_halts_all_though_nobody_owns_a_shard_any_more() throws Exception {
    REQUESTS.deleteWithResults();
    try (var worker = SALE.workerOn(SALE.newDatabase("gone"))) {
      awaitReady(worker);

      REQUESTS.delete();

      awaitAllHalted(worker, "is gone");
    }
  }

  /** Appends a record and waits until it is decided. */
  private static void append(int shard) throws Exception {
    REQUESTS.append(shard);
    long end = REQUESTS.end(shard);
    await().atMost(PATIENCE).until(() -> cursors().get(shard) == end);
  }

  private static void awaitReady(ApplicationContext worker) {
    await().atMost(PATIENCE)
        .until(() -> shards(worker).getStatus().equals(Status.UP)
            && shards(worker).getDetails().toString().contains("7"));
  }

  private static Health shards(ApplicationContext worker) {
    return requireNonNull(worker.getBean("shards", HealthIndicator.class).health());
  }

  private static void awaitAllHalted(ApplicationContext worker, String why) {
    IntStream.range(0, SHARDS).forEach(shard -> awaitHalt(worker, shard, why));
    assertThat(shards(worker).getStatus()).isEqualTo(Status.DOWN);
  }

  private static void awaitHalt(ApplicationContext worker, int shard, String why) {
    var states = worker.getBean(ShardStates.class);
    await().atMost(PATIENCE).until(() -> states.halted(shard));
    assertThat(states.wrong().get("shard-%d HALTED".formatted(shard))).contains(why);
  }

  private static void moveCursor(int shard, String to) throws SQLException {
    SALE.query("UPDATE inventory.cursor SET next_offset = %s WHERE shard = %d".formatted(to,
        shard));
  }

  private static List<Long> cursors() throws SQLException {
    return SALE.query(CURSORS).stream().map(Long::valueOf).toList();
  }

  private static void assertAudited() {
    var report = Audit.runInventory(SALE.auditor(), AuditOptions.whateverIsGoingOn());
    assertThat(report.findings()).as(report.toString()).isEmpty();
    var topics = TopicsAudit.run(SALE.auditor(), SALE.kafka(),
        AuditOptions.whateverIsGoingOn().whenDrained());
    assertThat(topics.findings()).as(topics.toString()).isEmpty();
  }
}
