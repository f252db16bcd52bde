package dev.holdfast.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.ClientsAudit;
import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Report;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.messages.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's own ledger against the inventory and the log, whatever version wrote that. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class ClientsAuditTest {

  @RegisterExtension
  static final AuditedSale SALE = new AuditedSale();

  private static final String TOLD_ALL =
      """
      SELECT json_build_object('eventId', event_id, 'accountId', account_id, 'key', order_id,
                               'acceptance', 'ACCEPTED', 'orderId', order_id, 'status', status,
                               'incarnation', 1, 'version', version, 'broken', json_build_array())
        FROM inventory.orders
       WHERE account_id <> 'unknown'
       ORDER BY event_id, order_id
      """;

  @TempDir
  Path directory;

  @Test
  void what_everybody_agrees_on_is_in_order() throws Exception {
    var report = audit(SALE.query(TOLD_ALL));

    assertThat(report.findings()).as(report.toString()).isEmpty();
    assertThat(report.checked()).extracting(Enum::name).containsExactly("I11");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      accepted, but nowhere | "acceptance": "ACCEPTED", "orderId": "00000000-0000-4000-8000-000000000001" | order 00000000-0000-4000-8000-000000000001
      accepted without an order id | "acceptance": "ACCEPTED" | key k-1
      told otherwise than it is | "acceptance": "ACCEPTED", "orderId": "00000000-0000-4000-8000-000000000001", "status": "HELD", "incarnation": 1, "version": 1 | was shown HELD, the inventory does not know it
      an answer broke a promise | "acceptance": "REFUSED", "broken": ["went from A to B"] | key k-1: went from A to B
      """)
  void a_promise_to_somebody_unknown_is_reported(String what, String told, String names)
      throws Exception {
    var line = "{\"eventId\": \"night-1\", \"accountId\": \"nobody\", \"key\": \"k-1\", %s}"
        .formatted(told);

    assertReported(audit(List.of(line)), what, names);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      'acceptance', 'REFUSED'   | was refused, but is CONFIRMED
      'accountId', 'thief'      | of thief belongs to account-0
      'status', 'HELD'          | is CONFIRMED (version 4), its client was last shown HELD (version 4)
      'version', 5              | is CONFIRMED (version 4), its client was last shown CONFIRMED (version 5)
      'incarnation', 2          | is CONFIRMED (version 4), its client was last shown CONFIRMED (version 4)
      """)
  void what_a_client_was_told_otherwise_is_reported(String change, String fault) throws Exception {
    var told = SALE.query("SELECT ((to_jsonb(line) || jsonb_build_object(" + change
        + "))) FROM (SELECT event_id AS \"eventId\", account_id AS \"accountId\", 'k' AS key,"
        + " 'ACCEPTED' AS acceptance, order_id AS \"orderId\", status, 1 AS incarnation, version"
        + " FROM inventory.orders WHERE event_id = 'night-2' AND status = 'CONFIRMED') AS line");

    assertReported(audit(told), "told otherwise than it is", fault);
  }

  @Test
  void an_order_may_have_moved_on_after_its_client_looked() throws Exception {
    var told = SALE.query("SELECT json_build_object('eventId', event_id, 'accountId', account_id,"
        + " 'key', 'k', 'acceptance', 'ACCEPTED', 'orderId', order_id, 'status', 'HELD',"
        + " 'incarnation', 1, 'version', 1) FROM inventory.orders"
        + " WHERE event_id = 'night-2' AND status = 'CONFIRMED'");

    assertThat(audit(told).findings()).isEmpty();
  }

  @Test
  void an_order_of_an_account_that_was_refused_is_reported() throws Exception {
    var refused = "{\"eventId\": \"night-3\", \"accountId\": \"account-5\", \"key\": \"k-1\","
        + " \"acceptance\": \"REFUSED\"}";

    var report = audit(List.of(refused));

    assertReported(report, "ordered, though refused or never asked", "of account account-5");
    assertThat(report.findings().getFirst().count()).isOne();
    assertThat(audit(List.of(refused.replace("REFUSED", "UNKNOWN"))).findings()).isEmpty();
  }

  @Test
  void an_accepted_order_may_still_wait_in_the_log() throws Exception {
    var undecided = SALE.damaged("""
        DELETE FROM inventory.orders
         WHERE (event_id, order_id) IN (SELECT event_id, order_id FROM inventory.orders
                 WHERE event_id = 'night-4' AND status = 'REJECTED' AND reason <> 'UNREADABLE'
                 ORDER BY request_offset LIMIT 1)
        RETURNING json_build_object('eventId', event_id, 'accountId', 'nobody', 'key', 'k',
                                    'acceptance', 'ACCEPTED', 'orderId', order_id),
                  request_offset
        """);
    var told = List.of(undecided.names().getFirst());

    assertReported(ClientsAudit.run(undecided.auditor(), SALE.kafka(), file(told),
        AuditOptions.whateverIsGoingOn()), "accepted, but nowhere", "event night-4");
    SALE.queryOn("damaged",
        "UPDATE inventory.cursor SET next_offset = " + undecided.names().getLast()
            + " WHERE shard = (SELECT shard FROM inventory.event WHERE event_id = 'night-4')");
    assertThat(ClientsAudit.run(undecided.auditor(), SALE.kafka(), file(told),
        AuditOptions.whateverIsGoingOn()).findings()).isEmpty();
  }

  @Test
  void a_ledger_says_itself_until_when_it_holds_everything() throws Exception {
    var refused = "{\"eventId\": \"night-3\", \"accountId\": \"account-5\", \"key\": \"k-1\","
        + " \"acceptance\": \"REFUSED\"}";
    var early = file(List.of("{\"writtenAt\": \"2020-01-01T00:00:00Z\"}", refused));

    assertThat(audit(early).findings()).isEmpty();

    var late = file(List.of("{\"writtenAt\": \"2100-01-01T00:00:00Z\"}", refused));
    Files.setLastModifiedTime(late, FileTime.fromMillis(0));
    assertReported(audit(late), "ordered, though refused or never asked", "of account account-5");
  }

  @Test
  void what_another_version_wrote_is_left_out_and_said_to_be() throws Exception {
    var order = UUID.randomUUID();
    var shard = Integer.parseInt(
        SALE.query("SELECT shard FROM inventory.event WHERE event_id = 'night-7'").getFirst());
    SALE.send(another(Topics.REQUESTS, shard, "swap-order.v1", order));
    SALE.send(another(Topics.REQUESTS, shard, "place-order.v2", order));
    SALE.send(another(Topics.REQUESTS, shard, "order-held.v1", order));
    SALE.send(another(Topics.RESULTS, shard, "order-held.v2", order));
    var told = List.of("{\"eventId\": \"night-7\", \"accountId\": \"nobody\", \"key\": \"k\","
        + " \"acceptance\": \"ACCEPTED\", \"orderId\": \"%s\"}".formatted(order));
    assertThat(audit(told).findings()).as("it waits in the log").isEmpty();

    // As a newer worker decides and announces it.
    var decided = SALE.damaged("UPDATE inventory.cursor SET next_offset = next_offset + 3"
        + " WHERE shard = " + shard, """
            INSERT INTO inventory.ledger
            SELECT (jsonb_populate_record(ledger, jsonb_build_object('seq', last_seq + 1,
                   'request_id', gen_random_uuid(), 'request_offset', next_offset - 2))).*
              FROM inventory.ledger
              JOIN inventory.event USING (shard, event_id)
              JOIN inventory.cursor USING (shard, topic)
             WHERE event_id = 'night-7' AND kind = 'HELD' LIMIT 1
            """, "UPDATE inventory.event SET last_seq = last_seq + 1 WHERE event_id = 'night-7'",
        // A result where requests belong is no version's request.
        "INSERT INTO inventory.quarantine (shard, topic, record_offset, headers, why,"
            + " appended_at) SELECT shard, topic, next_offset - 1, '{}', 'a result', now() FROM inventory.cursor"
            + " WHERE shard = " + shard);
    var report = TopicsAudit.run(decided.auditor(), SALE.kafka(),
        AuditOptions.whateverIsGoingOn());

    assertThat(report.findings()).as(report.toString()).isEmpty();
    assertThat(report.omissions()).extracting(Omission::invariant).containsExactly("I8", "I9");
    assertThat(report.omissions()).flatExtracting(Omission::examples)
        .allSatisfy(example -> assertThat(example).contains("event night-7"));
    assertThat(report.clean()).isFalse();
    assertThat(report.toString()).containsPattern("I8 +INCOMPLETE")
        .containsPattern("place-order.v2")
        .containsPattern("swap-order.v1")
        .doesNotContain("order-held.v1");
  }

  private static ProducerRecord<String, byte[]> another(
      String topic,
      int shard,
      String type,
      UUID order) {
    var record = new ProducerRecord<>(topic, shard, "night-7", "{\"v\": 2}".getBytes(UTF_8));
    record.headers().add("ce_type", type.getBytes(UTF_8));
    record.headers().add("ce_source", "/holdfast/order-api".getBytes(UTF_8));
    record.headers().add("order-id", order.toString().getBytes(UTF_8));
    return record;
  }

  @Test
  void an_archive_that_it_may_not_read_ends_the_audit() throws Exception {
    var damaged = SALE.damaged("CREATE SCHEMA archive",
        "CREATE TABLE archive.event AS SELECT * FROM inventory.event");

    assertThatThrownBy(() -> ClientsAudit.run(damaged.auditor(), SALE.kafka(), file(List.of()),
        AuditOptions.whateverIsGoingOn())).hasMessageContaining("may not read archive.event");
  }

  @Test
  void a_line_that_can_not_be_read_is_named() {
    assertThatThrownBy(() -> audit(List.of("", " ", "{\"eventId\": \"night-1\"}")))
        .hasMessageContaining("Line 3 of the client's ledger")
        .hasMessageContaining("accountId is missing");
  }

  private Report audit(List<String> lines) throws Exception {
    return audit(file(lines));
  }

  private static Report audit(Path file) throws SQLException {
    return ClientsAudit.run(SALE.damaged().auditor(), SALE.kafka(), file,
        AuditOptions.whateverIsGoingOn());
  }

  private Path file(List<String> lines) throws Exception {
    return Files.write(directory.resolve("client.jsonl"), lines);
  }

  private static void assertReported(Report report, String what, String names)
      throws SQLException {
    assertThat(report.findings()).as(report.toString())
        .filteredOn(finding -> finding.what().equals(what))
        .flatExtracting(Finding::examples)
        .singleElement()
        .asString()
        .contains(names);
  }
}
