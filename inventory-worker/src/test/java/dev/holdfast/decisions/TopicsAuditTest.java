package dev.holdfast.decisions;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Report;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.decisions.AuditedSale.Damaged;
import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both topics and the inventory agree, and where they do not the audit names who. */
@TestMethodOrder(OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class TopicsAuditTest {

  @RegisterExtension
  static final AuditedSale SALE = new AuditedSale();

  private static final int LAST_BUT_ONE = Integer.MAX_VALUE - 1;

  @Test
  void a_sale_as_it_was_is_in_order() throws Exception {
    var report = audit(SALE.damaged());

    assertThat(report.findings()).as(report.toString()).isEmpty();
    assertThat(report.checked()).extracting(Enum::name).containsExactlyInAnyOrder("I8", "I9");
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
      request without its decision => DELETE FROM inventory.orders WHERE order_id = (SELECT min(order_id::text)::uuid FROM inventory.orders WHERE status = 'REJECTED' AND reason <> 'UNREADABLE') RETURNING order_id || ' is not decided'
      request without its decision => DELETE FROM inventory.ledger WHERE event_id = 'night-1' AND kind = 'CANCELLED' RETURNING request_id || ' is not decided'
      request without its decision => DELETE FROM inventory.ledger WHERE event_id = 'night-1' AND reason = 'PAYMENT_ID_REUSED' RETURNING request_id || ' is not decided'
      request without its decision => DELETE FROM inventory.ledger WHERE event_id = 'night-1' AND kind = 'CHANGE_REFUSED' RETURNING request_id || ' is not decided'
      request without its decision => UPDATE inventory.orders SET quantity = 2 WHERE event_id = 'night-2' AND status = 'CONFIRMED' RETURNING order_id || ' says account-0 1 hash, decided is account-0 2 hash'
      request without its decision => UPDATE inventory.orders SET request_offset = request_offset + 1 WHERE event_id = 'night-2' AND status = 'CONFIRMED' RETURNING order_id || ' is decided as of offset ' || request_offset
      request without its decision => DELETE FROM inventory.quarantine WHERE shard = (SELECT min(shard) FROM inventory.quarantine) RETURNING 'shard ' || shard || ': offset ' || record_offset, 'can''t be read and is not in quarantine'
      decision without its request => UPDATE inventory.ledger SET request_id = gen_random_uuid() WHERE event_id = 'night-3' AND kind = 'CANCELLED' RETURNING 'event night-3 seq ' || seq || ': request ' || request_id
      decision without its request => INSERT INTO inventory.ledger SELECT (jsonb_populate_record(ledger, jsonb_build_object('event_id', 'night-x', 'seq', 1))).* FROM inventory.ledger WHERE event_id = 'night-3' AND seq = 2 RETURNING 'event night-x seq 1: request ' || request_id
      cursor beyond the end of the log => UPDATE inventory.cursor SET next_offset = next_offset + 1000 WHERE shard = 3 RETURNING 'shard 3: the cursor stands at ' || next_offset
      more is announced as decided than is => UPDATE inventory.cursor SET next_offset = 0 WHERE next_offset > 0 RETURNING 'shard ' || shard || ': decided below offset 0'
      result without a ledger row => DELETE FROM inventory.ledger WHERE event_id = 'night-4' AND seq = 4 RETURNING 'event night-4 seq 4 at offset '
      ledger row not on the topic => UPDATE inventory.event SET last_seq = last_seq + 2 WHERE event_id = 'night-5' RETURNING 'shard ' || shard || ': event night-5 seq ' || last_seq - 1, 'event night-5 seq ' || last_seq
      """)
  void the_audit_reports(String what, String damage) throws Exception {
    var damaged = SALE.damaged(damage);

    assertReported(audit(damaged), what, damaged.names());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "ledger SET kind = 'CONFIRMED' WHERE kind = 'EVENT_CHANGED' AND",
      "ledger SET request_id = gen_random_uuid() WHERE kind = 'HELD' AND",
      "ledger SET request_offset = request_offset + 1 WHERE kind = 'HELD' AND",
      "ledger SET occurred_at = occurred_at + interval '1 us' WHERE kind = 'HELD' AND",
      "ledger SET capacity_change = 1 WHERE kind = 'HELD' AND",
      "ledger SET held_change = 2 WHERE kind = 'HELD' AND",
      "ledger SET sold_change = 1 WHERE kind = 'HELD' AND",
      "ledger SET capacity = capacity + 1 WHERE kind = 'HELD' AND",
      "ledger SET available = available + 1 WHERE kind = 'HELD' AND",
      "ledger SET held = held + 1 WHERE kind = 'HELD' AND",
      "ledger SET available_change = available_change + 1 WHERE kind = 'HELD' AND",
      "ledger SET sold = sold + 1 WHERE kind = 'HELD' AND",
      "ledger SET status = 'CANCELLED' WHERE kind = 'HELD' AND",
      "ledger SET rejection = 'SALE_CLOSED' WHERE kind = 'REJECTED' AND",
      "ledger SET hold_until = hold_until + interval '1 ms' WHERE kind = 'HELD' AND",
      "ledger SET paid_by = 'me' WHERE kind = 'CONFIRMED' AND",
      "ledger SET order_version = 7 WHERE kind = 'CONFIRMED' AND",
      "ledger SET order_id = gen_random_uuid() WHERE kind = 'CONFIRMED' AND",
      "ledger SET payment_id = 'mine' WHERE kind = 'REFUND_DUE' AND",
      "ledger SET amount_minor = 1 WHERE kind = 'REFUND_DUE' AND",
      "ledger SET currency = 'USD' WHERE kind = 'REFUND_DUE' AND",
      "ledger SET reason = 'WRONG_AMOUNT' WHERE kind = 'REFUND_DUE' AND",
      "ledger SET reason = 'ALREADY_EXPIRED' WHERE kind = 'MOVE_REFUSED' AND",
      "ledger SET floor = 2 WHERE kind = 'CHANGE_REFUSED' AND",
      "ledger SET terms = jsonb_set(terms, '{priceMinor}', '1') WHERE kind = 'EVENT_CHANGED' AND",
      "orders SET account_id = 'me' WHERE",
      "orders SET quantity = 3 WHERE",
      "orders SET amount_minor = 1 WHERE",
      "orders SET currency = 'USD' WHERE",
      "orders SET body_hash = 'another' WHERE",
      "orders SET placed_at = placed_at + interval '1 ms' WHERE"})
  void a_result_that_says_otherwise_is_reported(String change) throws Exception {
    var damaged = SALE.damaged("UPDATE inventory." + change
        + " event_id = 'night-6' RETURNING 'event night-6 seq '");

    assertReported(audit(damaged), "result says otherwise than the ledger", damaged.names());
  }

  @Test
  void a_row_that_waits_for_its_announcement_need_not_be_on_the_topic() throws Exception {
    var damaged = SALE.damaged("""
        INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)
        SELECT shard, event_id, last_seq + 1, last_seq + 2
          FROM inventory.event WHERE event_id = 'night-5'
        """, "UPDATE inventory.event SET last_seq = last_seq + 2 WHERE event_id = 'night-5'");

    assertThat(audit(damaged).findings()).isEmpty();
  }

  @Test
  void results_of_an_earlier_incarnation_count_for_nothing() throws Exception {
    var damaged = SALE.damaged("UPDATE inventory.event SET incarnation = 2"
        + " WHERE event_id = 'night-5' RETURNING 'event night-5 seq ' || last_seq, last_seq");

    var report = audit(damaged);

    assertReported(report, "ledger row not on the topic", damaged.names().subList(0, 1));
    assertThat(report.findings()).singleElement()
        .extracting(Finding::count)
        .isEqualTo(Long.valueOf(damaged.names().getLast()));
  }

  @Test
  void a_request_is_late_after_the_sla_and_not_before() throws Exception {
    var damaged = SALE.damaged("""
        UPDATE inventory.cursor SET next_offset = next_offset - 3
         WHERE shard = (SELECT shard FROM inventory.event WHERE event_id = 'night-7')
        RETURNING 'shard ' || shard || ' offset ' || next_offset,
                  'shard ' || shard || ' offset ' || next_offset + 2
        """);
    var options = AuditOptions.whateverIsGoingOn();

    var strict = TopicsAudit.run(damaged.auditor(), SALE.kafka(),
        options.within(Duration.ofMillis(1)));
    var patient = TopicsAudit.run(damaged.auditor(), SALE.kafka(),
        options.within(Duration.ofHours(1)));
    assertReported(strict, "request not decided in time", damaged.names());
    assertReported(TopicsAudit.run(damaged.auditor(), SALE.kafka(), options.whenDrained()),
        "request not decided in time", damaged.names());
    assertThat(patient.findings()).extracting(Finding::what)
        .doesNotContain("request not decided in time");
  }

  @Test
  void an_archived_event_is_let_go_in_peace() throws Exception {
    var gone = new String[]{"DELETE FROM inventory.orders WHERE event_id = 'night-8'",
        "DELETE FROM inventory.payment WHERE event_id = 'night-8'",
        "DELETE FROM inventory.ledger WHERE event_id = 'night-8'",
        "CREATE SCHEMA archive",
        "CREATE TABLE archive.event AS SELECT * FROM inventory.event WHERE event_id = 'night-8'",
        "DELETE FROM inventory.event WHERE event_id = 'night-8'",
        "GRANT USAGE ON SCHEMA archive TO auditor",
        "GRANT SELECT ON archive.event TO auditor"};

    assertThat(audit(SALE.damaged(gone)).findings()).isEmpty();
    gone[7] = "DELETE FROM archive.event; " + gone[7];
    assertThat(audit(SALE.damaged(gone)).findings()).extracting(Finding::what)
        .contains("request without its decision", "result without a ledger row");
  }

  @Test
  @Order(LAST_BUT_ONE)
  void what_the_topics_have_let_go_is_not_asked_for() throws Exception {
    var shard = Integer.parseInt(
        SALE.query("SELECT shard FROM inventory.event WHERE event_id = 'night-9'").getFirst());
    try (var admin = Admin.create(SALE.kafka())) {
      admin.deleteRecords(Map.of(
          new TopicPartition(Topics.REQUESTS, shard), RecordsToDelete.beforeOffset(7),
          new TopicPartition(Topics.RESULTS, shard), RecordsToDelete.beforeOffset(9)))
          .all()
          .get();
    }

    assertThat(audit(SALE.damaged()).findings()).isEmpty();
    var unknown = SALE.damaged("UPDATE inventory.event SET last_seq = last_seq + 1"
        + " WHERE event_id = 'night-9' RETURNING 'event night-9 seq ' || last_seq");
    assertReported(audit(unknown), "ledger row not on the topic", unknown.names());
    var young = SALE.damaged("UPDATE inventory.ledger SET occurred_at = occurred_at"
        + " + interval '11 minutes' WHERE shard = " + shard,
        "SELECT 'event ' || event_id"
            + " || ' seq 1' FROM inventory.ledger WHERE shard = " + shard
            + " ORDER BY request_offset LIMIT 1");
    assertReported(audit(young), "ledger row not on the topic", young.names());
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void what_somebody_else_writes_on_the_topic_is_reported() throws Exception {
    SALE.announce(0, null, "progress.v1", "{\"shard\": 0, \"nextOffset\": 1000000}");
    SALE.announce(1, "night-x", "order-held.v1", "{");
    SALE.announce(2, "night-x", "order-held.v1", entry("night-x", 1, 1));
    var shard = Integer.parseInt(
        SALE.query("SELECT shard FROM inventory.event WHERE event_id = 'night-0'").getFirst());
    SALE.announce(shard, "night-0", "order-held.v1", entry("night-0", 2, 1));
    SALE.announce(shard, "night-0", "order-held.v1", entry("night-0", 1, 1_000));
    SALE.announce(shard, "night-0", "order-held.v1", entry("night-0", 1, Integer.MAX_VALUE - 1));
    SALE.announce(shard, "\0", "order-held.v1", entry("\\u0000", 1, 1));

    var report = audit(SALE.damaged());

    assertReported(report, "more is announced as decided than is", List.of("below 1000000"));
    assertReported(report, "result that can't be read", List.of("shard 1: offset "));
    assertReported(report, "result without a ledger row",
        List.of("event night-x seq 1", "event night-0 seq 1000", "event night-0 seq 2147483646",
            "event \uFFFD seq 1"));
    assertReported(report, "result of an incarnation there is not", List.of("event night-0 seq 1"));
  }

  private static String entry(String event, int incarnation, int seq) {
    return "{\"entry\": {\"eventId\": \"%s\", \"incarnation\": %d, \"seq\": %d}}".formatted(event,
        incarnation, seq);
  }

  private static Report audit(Damaged damaged) {
    return TopicsAudit.run(damaged.auditor(), SALE.kafka(), AuditOptions.whateverIsGoingOn());
  }

  private static void assertReported(Report report, String what, List<String> names)
      throws SQLException {
    assertThat(names).as("what the damage was done to").isNotEmpty().doesNotContainNull();
    assertThat(report.findings().stream().filter(finding -> finding.what().equals(what)))
        .as(report.toString())
        .singleElement()
        .extracting(finding -> finding.examples().stream().collect(joining("\n")))
        .asString()
        .contains(names);
  }
}
