package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code deploy/postgres/archive-event.sql}: an event goes as a whole, or not at all. */
class ArchiveTest {

  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM %1$s.orders  WHERE event_id = '%2$s'),
             (SELECT count(*) FROM %1$s.payment WHERE event_id = '%2$s'),
             (SELECT count(*) FROM %1$s.ledger  WHERE event_id = '%2$s')
      """;

  private static final String MAY_READ =
      """
      SELECT has_schema_privilege(role, 'archive', 'USAGE')
             AND has_table_privilege(role, 'archive.event', 'SELECT')
        FROM unnest(ARRAY['auditor', 'inventory']) AS role
      """;

  private static AuditedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new AuditedPostgres();
    postgres.create("empty");
    postgres.copy("empty", "sold");
    HistoryTables.write(new History(1, 24, 4_000), postgres.superuser("sold"));
  }

  @BeforeEach
  void copy() throws SQLException {
    postgres.copy("sold", "archived");
  }

  @Test
  void a_finished_event_moves_and_the_rest_can_still_be_audited() throws Exception {
    var event = event("held = 0 AND sold > 0");
    var before = postgres.query("archived", COUNTS.formatted("inventory", event));

    archive(event);

    assertThat(postgres.query("archived", COUNTS.formatted("archive", event))).isEqualTo(before);
    assertThat(postgres.query("archived", MAY_READ)).as("whoever audits").containsOnly("t");
    assertThat(postgres.query("archived", COUNTS.formatted("inventory", event)))
        .containsOnly("0");
    var report = Audit.run(postgres.auditor("archived"),
        AuditOptions.whateverIsGoingOn().whenDrained().withExpiryRunning());
    assertThat(report.findings()).as(report.toString()).isEmpty();
  }

  @Test
  void an_event_with_unpaid_orders_stays() throws Exception {
    refuses(event("held > 0"), "has unpaid orders");
  }

  @Test
  void an_event_that_is_not_announced_stays() throws Exception {
    var event = event("held = 0");
    postgres.query("archived", "INSERT INTO inventory.publication (shard, event_id, first_seq,"
        + " last_seq) SELECT shard, event_id, 1, 1 FROM inventory.event WHERE event_id = '%s'"
            .formatted(event));

    refuses(event, "do not show all");
  }

  @Test
  void an_event_that_the_views_do_not_show_yet_stays() throws Exception {
    var event = event("held = 0");
    postgres.query("archived",
        "UPDATE orders.event_view SET seq = seq - 1 WHERE event_id = '%s'".formatted(event));

    refuses(event, "do not show all");
  }

  @Test
  void an_event_with_a_record_in_quarantine_stays() throws Exception {
    var event = event("held = 0");
    postgres.query("archived", "INSERT INTO inventory.quarantine (shard, topic, record_offset,"
        + " record_key, headers, why, appended_at) VALUES (0, 'purchase-requests', 1000000,"
        + " convert_to('%s', 'UTF8'), '{}', 'unreadable', now())".formatted(event));

    refuses(event, "are in quarantine");
  }

  @Test
  void an_event_that_was_busy_lately_stays() throws Exception {
    var event = event("held = 0");
    postgres.query("archived", "UPDATE inventory.ledger SET occurred_at = now()"
        + " WHERE event_id = '%s'".formatted(event));

    assertThatThrownBy(() -> archive(event, "")).hasMessageContaining("less than 1 day ago");
  }

  @Test
  void an_event_there_is_not_is_named() {
    assertThatThrownBy(() -> archive("nobody-opened-this"))
        .hasMessageContaining("There is no event nobody-opened-this");
  }

  private static void refuses(String event, String why) throws SQLException {
    var before = postgres.query("archived", COUNTS.formatted("inventory", event));

    assertThatThrownBy(() -> archive(event)).isInstanceOf(SQLException.class)
        .hasMessageContaining(why);

    assertThat(postgres.query("archived", COUNTS.formatted("inventory", event)))
        .isEqualTo(before);
  }

  private static String event(String which) throws SQLException {
    List<String> events = postgres.query("archived",
        "SELECT event_id FROM inventory.event WHERE %s ORDER BY event_id LIMIT 1"
            .formatted(which));
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static void archive(String event) throws Exception {
    archive(event, "0 s");
  }

  private static void archive(String event, String quiet) throws Exception {
    postgres.query("archived",
        "SET holdfast.event = '%s'; SET holdfast.quiet = '%s';%n%s".formatted(
            event, quiet, Files.readString(Path.of("../deploy/postgres/archive-event.sql"))));
  }
}
