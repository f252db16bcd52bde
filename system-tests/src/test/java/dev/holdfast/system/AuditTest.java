package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Promise;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit finds nothing where nothing is wrong. */
class AuditTest {

  private static final AuditOptions EVERYTHING =
      AuditOptions.whateverIsGoingOn().whenDrained().withExpiryRunning();

  private static AuditedPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = new AuditedPostgres();
    postgres.create("empty");
  }

  @Test
  void nothing_sold_is_nothing_wrong() {
    var report = Audit.run(postgres.auditor("empty"), EVERYTHING);

    assertThat(report.findings()).isEmpty();
    assertThat(report.checked())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Promise.I11)));
    assertThat(report.toString()).hasLineCount(Promise.values().length)
        .doesNotContain("FAIL")
        .containsOnlyOnce("not checked")
        .containsPattern("I11 +not checked");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_legal_history_gives_a_clean_report(long seed) throws Exception {
    postgres.copy("empty", "legal");
    HistoryTables.write(new History(seed, 24, 4_000), postgres.superuser("legal"));

    var report = Audit.run(postgres.auditor("legal"), EVERYTHING);

    assertThat(report.findings()).as(report.toString()).isEmpty();
  }

  @Test
  void legal_histories_have_everything_that_can_happen() throws Exception {
    postgres.copy("empty", "legal");
    HistoryTables.write(new History(1, 24, 6_000), postgres.superuser("legal"));

    assertThat(postgres.query("legal", "SELECT DISTINCT kind FROM inventory.ledger"))
        .containsExactlyInAnyOrder("HELD", "REJECTED", "CONFIRMED", "EXPIRED", "CANCELLED",
            "REFUND_DUE", "MOVE_REFUSED", "EVENT_OPENED", "EVENT_CHANGED", "CHANGE_REFUSED");
    assertThat(postgres.query("legal", "SELECT DISTINCT reason FROM inventory.ledger"))
        .contains("SOLD_OUT", "NOT_ENOUGH_LEFT", "ORDER_LIMIT", "CUSTOMER_LIMIT", "SALE_NOT_OPEN",
            "SALE_CLOSED", "SALE_PAUSED", "UNKNOWN_EVENT")
        .contains("WRONG_AMOUNT", "WRONG_CURRENCY", "ALREADY_CONFIRMED", "ALREADY_EXPIRED",
            "EXPIRED_AND_SOLD_OUT", "EXPIRED_AND_CUSTOMER_LIMIT", "ALREADY_CANCELLED",
            "ALREADY_REJECTED", "UNKNOWN_ORDER", "PAYMENT_ID_REUSED", "CAPACITY_BELOW_ALLOCATED");
    assertThat(postgres.query("legal", "SELECT DISTINCT status FROM inventory.orders"))
        .containsExactlyInAnyOrder("HELD", "CONFIRMED", "EXPIRED", "CANCELLED", "REJECTED");
  }

  @Test
  void the_inventory_can_be_audited_without_the_views() throws Exception {
    postgres.copy("empty", "alone");
    postgres.query("alone", "DROP SCHEMA orders CASCADE");

    var report = Audit.runInventory(postgres.auditor("alone"), EVERYTHING);

    assertThat(report.clean()).isTrue();
    assertThat(report.checked())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Promise.I9, Promise.I11)));
  }

  @Test
  void a_look_that_takes_too_long_is_no_violation_and_no_pass() throws Exception {
    try (var connection = postgres.superuser("empty").getConnection();
        var migration = connection.createStatement()) {
      connection.setAutoCommit(false);
      migration.execute("LOCK TABLE orders.event_view IN ACCESS EXCLUSIVE MODE");

      var report = Audit.run(postgres.auditor("empty"),
          EVERYTHING.lookingAtMost(Duration.ofMillis(50)));

      assertThat(report.findings()).isEmpty();
      assertThat(report.omissions()).extracting(Omission::invariant).contains("I9");
      assertThat(report.clean()).isFalse();
      assertThat(report.toString()).containsPattern("I9 +INCOMPLETE").contains("statement timeout");
    }
  }

  @Test
  void what_was_not_checked_is_said() {
    var report = Audit.run(postgres.auditor("empty"));

    assertThat(report.checked()).doesNotContain(Promise.I7).contains(Promise.I1);
    assertThat(report.toString()).containsPattern("I7 +not checked").containsPattern("I1 +PASS");
  }
}
