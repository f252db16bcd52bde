package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The audit can fail: whatever is broken in a copy of a legal history is reported, by name. */
class AuditCatchesTest {

  // Without the constraints that would not let the damage in; the audit must not rely on them.
  private static final String UNGUARD =
      """
      ALTER TABLE inventory.event DROP CONSTRAINT event_available, DROP CONSTRAINT event_balance;
      ALTER TABLE inventory.orders DROP CONSTRAINT orders_state;
      ALTER TABLE inventory.ledger DROP CONSTRAINT ledger_pkey;
      DROP INDEX inventory.payment_applied_once, inventory.ledger_request;
      """;

  // All holds last, and no decision is younger than the SLA.
  private static final String GO_ON =
      """
      UPDATE inventory.orders SET hold_until = '2100-01-01' WHERE status = 'HELD';
      UPDATE orders.order_view SET hold_until = '2100-01-01' WHERE status = 'HELD';
      UPDATE inventory.ledger SET hold_until = '2100-01-01'
        FROM inventory.orders
       WHERE orders.status = 'HELD' AND orders.order_id = ledger.order_id;
      """;

  private static final Duration SLA = Duration.ofSeconds(30);
  private static final Set<String> TRIED = ConcurrentHashMap.newKeySet();
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private static AuditedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new AuditedPostgres();
    postgres.create("legal");
    HistoryTables.write(new History(1, 24, 6_000), postgres.superuser("legal"));
    postgres.query("legal", UNGUARD);
    postgres.copy("legal", "going");
    postgres.query("going", GO_ON);
  }

  @AfterAll
  static void every_query_of_the_audit_has_reported_something() throws Exception {
    if (TRIED.size() == Corruption.all().count()) {
      assertThat(REPORTED).containsExactlyInAnyOrderElementsOf(Audit.violations());
    }
  }

  static Stream<Corruption> corruptions() throws Exception {
    return Corruption.all();
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  @Execution(ExecutionMode.CONCURRENT)
  void the_audit_reports(Corruption corruption) throws Exception {
    var copy = "damaged_" + Thread.currentThread().threadId();
    postgres.copy(corruption.late() ? "going" : "legal", copy);
    var names = postgres.query(copy, corruption.sql());

    var report = corruption.ofViews()
        ? Audit.run(postgres.auditor(copy), options(corruption))
        : Audit.runInventory(postgres.auditor(copy), options(corruption));

    assertThat(names).as("what the damage was done to").isNotEmpty().doesNotContainNull();
    assertThat(report.broken()).as(report.toString())
        .containsExactlyInAnyOrderElementsOf(corruption.breaks());
    assertThat(examples(report)).as(report.toString()).contains(names.stream().limit(3).toList());
    report.findings().forEach(finding -> REPORTED.add(finding.what()));
    TRIED.add(corruption.name());
  }

  private static AuditOptions options(Corruption corruption) {
    var options = AuditOptions.whateverIsGoingOn().withExpiryRunning();
    if (corruption.late()) {
      return options.within(SLA);
    }
    return corruption.breaks().contains(Promise.I9) ? options.whenDrained() : options;
  }

  private static String examples(Report report) {
    return report.findings()
        .stream()
        .map(Finding::examples)
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void every_promise_is_broken_in_two_ways_at_least() throws Exception {
    var ways = Corruption.all()
        .flatMap(corruption -> corruption.breaks().stream())
        .collect(Collectors.groupingBy(promise -> promise, Collectors.counting()));

    assertThat(ways.keySet())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Promise.I11)));
    assertThat(ways.values()).allMatch(count -> count >= 2);
  }

  @Test
  void undamaged_it_reports_nothing() throws Exception {
    var options = AuditOptions.whateverIsGoingOn().withExpiryRunning().whenDrained();
    // A copy as well: while somebody looks at the original, nobody can copy it.
    postgres.copy("legal", "undamaged");

    var report = Audit.run(postgres.auditor("undamaged"), options);

    assertThat(report.findings()).isEmpty();
  }

  @Test
  void nothing_is_late_before_the_sla_says_so() throws Exception {
    postgres.copy("going", "damaged");
    postgres.query("damaged", """
        DELETE FROM orders.order_view;
        DELETE FROM orders.event_view;
        DELETE FROM orders.shard_position;
        INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)
        SELECT shard, event_id, 1, last_seq FROM inventory.event;
        UPDATE inventory.orders SET hold_until = now() - interval '1 minute' WHERE status = 'HELD';
        UPDATE inventory.ledger SET hold_until = orders.hold_until
          FROM inventory.orders
         WHERE orders.status = 'HELD' AND orders.order_id = ledger.order_id;
        """);
    var going = AuditOptions.whateverIsGoingOn().withExpiryRunning();

    var patient = Audit.run(postgres.auditor("damaged"), going.within(Duration.ofDays(20_000)));
    var strict = Audit.run(postgres.auditor("damaged"), going.within(SLA));

    assertThat(patient.findings()).as(patient.toString()).isEmpty();
    assertThat(strict.findings()).extracting(Finding::what)
        .containsExactlyInAnyOrder("overdue hold of a shard that stands still",
            "result not announced in time", "order not shown in time", "event not shown in time",
            "progress not shown in time");
  }

  @Test
  void what_came_by_an_earlier_topic_says_nothing_of_how_far_this_one_is_shown()
      throws Exception {
    postgres.copy("going", "damaged");
    postgres.query("damaged", """
        UPDATE inventory.event SET topic = 'earlier';
        UPDATE orders.shard_position SET next_offset = next_offset - 1;
        """);

    var report = Audit.run(postgres.auditor("damaged"),
        AuditOptions.whateverIsGoingOn().within(SLA));

    assertThat(report.findings()).extracting(Finding::what)
        .doesNotContain("progress not shown in time");
  }

  @Test
  void only_ten_examples_of_many_violations_are_kept() throws Exception {
    postgres.copy("legal", "damaged");
    postgres.query("damaged", "UPDATE inventory.orders SET version = version + 1");

    var report = Audit.runInventory(postgres.auditor("damaged"));

    assertThat(report.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.invariant()).isEqualTo("I6");
      assertThat(finding.count()).isGreaterThan(1_000);
      assertThat(finding.examples()).hasSize(10);
    });
    assertThat(report.toString()).containsPattern("I6 +FAIL").contains("…");
  }

  @Test
  void holds_are_overdue_only_after_the_tolerance_and_with_an_expiry_worker() throws Exception {
    postgres.copy("legal", "damaged");
    postgres.query("damaged", "UPDATE inventory.cursor SET applied_until = now()");
    var patient = AuditOptions.whateverIsGoingOn()
        .withExpiryRunning()
        .within(Duration.ofDays(20_000));

    assertThat(Audit.runInventory(postgres.auditor("damaged"), patient).clean()).isTrue();
    assertThat(Audit.runInventory(postgres.auditor("damaged"), patient.whenDrained()).broken())
        .as("drained, nothing may wait that long")
        .containsExactly(Promise.I7);
    assertThat(Audit.runInventory(postgres.auditor("damaged")).clean()).isTrue();
  }
}
