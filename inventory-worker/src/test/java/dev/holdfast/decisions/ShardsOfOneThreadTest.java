package dev.holdfast.decisions;

import static dev.holdfast.decisions.RunningWorker.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One consumer thread serves many shards: trouble with one is not trouble with all. */
class ShardsOfOneThreadTest {

  private static final int ROUNDS = 12;
  private static final int SHARDS = 8;

  @Test
  void a_locked_event_keeps_only_its_own_shard_waiting() throws SQLException {
    try (var worker = new RunningWorker(Attempts.class)) {
      var locked = new Ask("locked-" + UUID.randomUUID());
      int shard = worker.send(locked.toOpen(SaleTerms.of(10)));
      var other = open(worker, another -> another != shard);
      awaitOpened(worker, locked);
      var attempts = worker.get(Attempts.class);
      List<PlaceOrder> waiting;

      try (var connection = LocalStack.shared().dataSource("postgres").getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("SELECT FROM inventory.event WHERE event_id = '%s' FOR UPDATE"
            .formatted(locked.eventId()));
        waiting = places(locked, 15);
        waiting.forEach(worker::send);
        await().atMost(PATIENCE).until(() -> attempts.failed(shard) > 0);
        int before = attempts.failed(shard);

        decideOneByOne(worker, other);

        assertThat(attempts.failed(shard) - before).isLessThan(ROUNDS / 2);
        connection.rollback();
      }

      worker.awaitDecided(waiting.getLast());
      assertThat(waiting.subList(0, 10)).allMatch(place -> worker.statusOf(place).equals("HELD"));
      assertThat(waiting.subList(10, 15))
          .allMatch(place -> worker.statusOf(place).equals("REJECTED"));
    }
  }

  @Test
  void a_halt_is_kept_when_another_worker_comes_and_goes() {
    PlaceOrder waiting;
    try (var worker = new RunningWorker()) {
      var halted = new Ask("halted-" + UUID.randomUUID());
      int shard = worker.send(halted.toOpen(SaleTerms.of(10)));
      var other = open(worker, another -> another != shard);
      awaitOpened(worker, halted);
      worker.database().sql("CREATE TABLE lost AS TABLE cursor").update();
      JdbcClient.create(LocalStack.shared().dataSource("postgres"))
          .sql("DELETE FROM inventory.cursor WHERE shard = " + shard)
          .update();
      worker.whileAnotherJoins(_ -> {});
      var states = worker.get(ShardStates.class);
      await().atMost(PATIENCE).until(() -> states.halted(shard));
      worker.database()
          .sql("INSERT INTO cursor SELECT * FROM lost ON CONFLICT DO NOTHING")
          .update();
      worker.database().sql("DROP TABLE lost").update();

      worker.whileAnotherJoins(_ -> {});
      worker.awaitAllShards();
      waiting = halted.toPlace("ada", 1);
      worker.send(waiting);
      decideOneByOne(worker, other);

      assertThat(worker.statusOf(waiting)).isEqualTo("PENDING");
      assertThat(states.wrong()).containsOnlyKeys("shard-" + shard + " HALTED");
    }
    try (var restarted = new RunningWorker()) {
      restarted.awaitDecided(waiting);
    }
  }

  @Test
  void a_shard_that_rested_when_another_worker_took_it_is_applied_when_it_comes_back() {
    try (var worker = new RunningWorker()) {
      var waiting = new ArrayList<PlaceOrder>();
      for (int i = 0; i < SHARDS; i++) {
        int wanted = i;
        var event = open(worker, shard -> shard == wanted);
        awaitOpened(worker, event);
        waiting.add(event.toPlace("ada", 1));
      }
      worker.database().sql("ALTER TABLE cursor RENAME TO cursor_gone").update();
      waiting.forEach(worker::send);
      await().atMost(PATIENCE)
          .until(() -> worker.get(ShardStates.class).wrong().size() == SHARDS);

      worker.whileAnotherJoins(_ -> {
        worker.database().sql("ALTER TABLE cursor_gone RENAME TO cursor").update();
        // Longer than any rest: the end of it falls into the time when the shard is elsewhere.
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
      });

      waiting.forEach(worker::awaitDecided);
      assertThat(waiting).allMatch(place -> worker.statusOf(place).equals("HELD"));
    }
  }

  @Test
  void a_worker_given_shards_while_the_database_is_away_goes_on_from_the_cursor() {
    try (var worker = new RunningWorker()) {
      var waiting = new ArrayList<PlaceOrder>();
      worker.whileAnotherJoins(joined -> {
        var event = open(worker,
            shard -> joined.assignment().contains(new TopicPartition(Topics.REQUESTS, shard)));
        waiting.addAll(places(event, 5));
        waiting.forEach(worker::send);
        // A hint that is wrong: it says that nothing is decided.
        joined.seekToBeginning(joined.assignment());
        joined.assignment().forEach(joined::position);
        joined.commitSync();
        worker.database().sql("ALTER TABLE cursor RENAME TO cursor_gone").update();
      });
      await().atMost(PATIENCE)
          .until(() -> !worker.get(ShardStates.class).wrong().isEmpty());

      worker.database().sql("ALTER TABLE cursor_gone RENAME TO cursor").update();

      worker.awaitDecided(waiting.getLast());
      assertThat(waiting).allMatch(place -> worker.statusOf(place).equals("HELD"));
      await().atMost(PATIENCE).until(() -> worker.get(ShardStates.class).wrong().isEmpty());
    }
  }

  /** Opens events until one is on a shard that will do. */
  private static Ask open(RunningWorker worker, IntPredicate willDo) {
    return Stream.generate(() -> new Ask("event-" + UUID.randomUUID()))
        .filter(ask -> willDo.test(worker.send(ask.toOpen(SaleTerms.of(100)))))
        .findFirst()
        .orElseThrow();
  }

  private static void decideOneByOne(RunningWorker worker, Ask ask) {
    for (int i = 0; i < ROUNDS; i++) {
      var place = ask.toPlace("ada", 1);
      worker.send(place);
      worker.awaitDecided(place);
    }
  }

  private static void awaitOpened(RunningWorker worker, Ask ask) {
    await().atMost(PATIENCE)
        .until(() -> worker.database()
            .sql("SELECT count(*) FROM event WHERE event_id = :eventId")
            .param("eventId", ask.eventId())
            .query((rs, number) -> rs.getInt(1))
            .single() == 1);
  }

  private static List<PlaceOrder> places(Ask ask, int count) {
    return IntStream.range(0, count).mapToObj(i -> ask.toPlace("account-" + i, 1)).toList();
  }

  /** Counts the batches that could not be decided. */
  @Primary
  static class Attempts implements Decider {

    private final DecideBatch decideBatch;
    private final Map<Integer, Integer> failed = new ConcurrentHashMap<>();

    Attempts(DecideBatch decideBatch) {
      this.decideBatch = decideBatch;
    }

    @Override
    public List<Range> decide(RequestBatch batch) {
      try {
        return decideBatch.decide(batch);
      } catch (RuntimeException e) {
        failed.merge(batch.shard(), 1, Integer::sum);
        throw e;
      }
    }

    int failed(int shard) {
      return failed.getOrDefault(shard, 0);
    }
  }
}
