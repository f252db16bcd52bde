package dev.holdfast.demo.bench.crowds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.demo.EmbeddedRedis;
import dev.holdfast.demo.client.HttpConnection;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.contenders.ContenderAudit;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.localstack.LocalStack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContendersTest {

  private static DatabaseServer server;
  private static Optional<EmbeddedRedis> redis = Optional.empty();

  @TempDir
  static Path runs;

  private static final Map<Entrant, ContenderRival> RIVALS = new EnumMap<>(Entrant.class);

  @BeforeAll
  static void start() throws Exception {
    server = new DatabaseServer(LocalStack.shared().jdbcUrl());
    var directory = RunDirectory.createIn(runs);
    redis = EmbeddedRedis.start();
    for (var entrant : Entrant.values()) {
      if (entrant != Entrant.HOLDFAST && (entrant != Entrant.REDIS_LOCK || redis.isPresent())) {
        RIVALS.put(entrant,
            ContenderRival.start(entrant, server, redis.map(EmbeddedRedis::server).orElse(null),
                Compilation.SOON, directory));
      }
    }
    for (var rival : RIVALS.values()) {
      rival.awaitReady();
    }
  }

  @AfterAll
  static void stop() {
    RIVALS.values().forEach(ContenderRival::close);
    redis.ifPresent(EmbeddedRedis::close);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOLDFAST")
  void a_hundred_buyers_get_ten_tickets_and_an_answer_each(Entrant entrant) throws Exception {
    var rival = rival(entrant);
    rival.open(List.of("small"), 10);

    try (var team = Team.gather(rival, 100)) {
      team.all((shopper, _) -> {
        shopper.buy("small");
        shopper.look();
      });
    }

    assertThat(rival.audit()).isEmpty();
    assertThat(ask(entrant, "SELECT held || ' ' || available FROM stock WHERE event_id = 'small'"))
        .isEqualTo("10 0");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOLDFAST")
  void a_repeated_key_gets_the_answer_it_got_first(Entrant entrant) throws Exception {
    var rival = rival(entrant);
    rival.open(List.of("single"), 1);
    var order = HttpRequest.post("/v1/events/single/orders", "{\"quantity\":1}")
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .with("X-Account", "somebody");

    try (var connection = new HttpConnection(rival.api(), Duration.ofSeconds(30))) {
      var first = connection.send(order);
      var second = connection.send(order);

      assertThat(first.required("status")).isEqualTo("HELD");
      assertThat(second.body()).isEqualTo(first.body());
    }
    rival.told().note("HELD");
    assertThat(rival.audit()).isEmpty();
  }

  @Test
  void the_audit_sees_a_ticket_sold_twice() throws Exception {
    server.create("oversold_tables", Entrant.ROW_LOCK.script());
    run("oversold_tables", """
        INSERT INTO event VALUES ('two', 1, 0);
        INSERT INTO orders
        SELECT gen_random_uuid(), 'two', 'somebody', 1, 'HELD', now() FROM generate_series(1, 2)
        """);

    assertThat(audit("oversold_tables")).containsExactly("two: 1 tickets, 2 held, 0 left");
  }

  @Test
  void the_audit_sees_a_ticket_that_got_lost() throws Exception {
    server.create("lost_tables", Entrant.ROW_LOCK.script());
    run("lost_tables", "INSERT INTO event VALUES ('lost', 3, 2)");

    assertThat(audit("lost_tables")).containsExactly("lost: 3 tickets, 0 held, 2 left");
  }

  @Test
  void the_audit_sees_a_stream_that_gives_more_than_there_is() throws Exception {
    server.create("oversold_log", Entrant.EVENT_SOURCING.script());
    run("oversold_log", """
        INSERT INTO snapshot VALUES ('two', 1, 0, 1);
        INSERT INTO taken
        SELECT 'two', n, gen_random_uuid(), 'somebody', 1, now() FROM generate_series(1, 2) AS n
        """);

    assertThat(audit("oversold_log")).containsExactly("two: 1 tickets, 2 held, -1 left");
  }

  @Test
  void the_audit_sees_an_order_decided_both_ways() throws Exception {
    server.create("twice_log", Entrant.EVENT_SOURCING.script());
    run("twice_log", """
        INSERT INTO snapshot VALUES ('one', 1, 0, 1);
        WITH o AS (SELECT gen_random_uuid() AS id),
             t AS (INSERT INTO taken SELECT 'one', 1, id, 'somebody', 1, now() FROM o)
        INSERT INTO rejected SELECT id, 'one', 'somebody', 1, now() FROM o
        """);

    assertThat(audit("twice_log")).singleElement().asString().endsWith("is there 2 times");
  }

  @Test
  void what_buyers_were_told_must_be_what_is_stored() {
    var told = new Told();
    told.note("HELD");
    told.note("REJECTED");

    assertThat(told.disagreements(1, 1)).isEmpty();
    assertThat(told.disagreements(2, 1)).containsExactly(
        "buyers were told HELD 1 times, but 2 orders are");
    assertThat(told.disagreements(1, 0)).containsExactly(
        "buyers were told REJECTED 1 times, but 0 orders are");
  }

  private static ContenderRival rival(Entrant entrant) {
    assumeTrue(RIVALS.containsKey(entrant), "no Redis can run here");
    return Objects.requireNonNull(RIVALS.get(entrant));
  }

  private static String ask(Entrant entrant, String sql) throws SQLException {
    try (var connection = server.at(ContenderRival.database(entrant)).getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static List<String> audit(String database) throws SQLException {
    return ContenderAudit.of(server.at(database)).violations();
  }

  private static void run(String database, String sql) throws SQLException {
    try (var connection = server.at(database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
