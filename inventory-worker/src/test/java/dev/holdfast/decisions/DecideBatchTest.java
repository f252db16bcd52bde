package dev.holdfast.decisions;

import static dev.holdfast.decisions.RequestLog.SHARD;
import static dev.holdfast.inventory.InventoryDatabase.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.Request;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class DecideBatchTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("decide_batch_test");

  private static final String BROKEN =
      """
      CREATE FUNCTION inventory.broken() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''disk full''; END'
      """;

  private static final String MEND =
      """
      DROP FUNCTION IF EXISTS inventory.broken() CASCADE
      """;

  private final DecideBatch decideBatch = INVENTORY.worker().get(DecideBatch.class);

  @AfterEach
  void nothing_is_broken() {
    INVENTORY.database().superuser().sql(MEND).update();
  }

  @Test
  void first_come_first_served() {
    var ada = Ask.place("ada", 2);
    var bob = Ask.place("bob", 2);
    var cleo = Ask.place("cleo", 1);

    INVENTORY.decide(Ask.open(SaleTerms.of(3)), ada, bob, cleo);

    assertThat(INVENTORY.statusOf(ada)).isEqualTo("HELD");
    assertThat(INVENTORY.statusOf(bob)).isEqualTo("REJECTED");
    assertThat(INVENTORY.statusOf(cleo)).isEqualTo("HELD");
    assertThat(INVENTORY.count("event WHERE available = 0 AND held = 3")).isOne();
  }

  @Test
  void a_batch_of_many_events_is_one_transaction_and_one_range_each() {
    var known = new Ask("b");
    INVENTORY.decide(known.toOpen(SaleTerms.of(1)));

    INVENTORY.decide(new Ask("c").toPlace("ada", 1), known.toPlace("ada", 1),
        new Ask("a").toOpen(SaleTerms.of(9)), known.toPlace("bob", 1));

    assertThat(INVENTORY.count("event")).isEqualTo(3);
    assertThat(
        INVENTORY.count("publication WHERE event_id = 'b' AND first_seq = 2 AND last_seq = 3"))
        .isOne();
    assertThat(INVENTORY.count("publication WHERE next_offset = 5")).isOne();
    assertThat(INVENTORY.count("publication")).isEqualTo(6);
    assertThat(INVENTORY.count("ledger WHERE traceparent = '" + RequestLog.TRACE + "'"))
        .isEqualTo(5);
  }

  @Test
  void an_order_placed_paid_and_refunded_in_one_batch_becomes_one_row() {
    var place = Ask.place("ada", 2);
    var second = Ask.pay(new Payment("again", place.orderId(), 5_000, "EUR"));

    INVENTORY.decide(Ask.open(SaleTerms.of(3)), place, Ask.pay(place), second);

    assertThat(INVENTORY.statusOf(place)).isEqualTo("CONFIRMED");
    assertThat(INVENTORY.count("orders WHERE version = 3")).isOne();
    assertThat(INVENTORY.count("payment")).isEqualTo(2);
  }

  @Test
  void the_same_batch_again_changes_and_appends_nothing() {
    everyKindOfRequest();
    var before = INVENTORY.rows();
    long publications = INVENTORY.count("publication");

    decideBatch.decide(INVENTORY.log().all());
    decideBatch.decide(INVENTORY.log().between(3, 7));

    assertThat(INVENTORY.rows()).isEqualTo(before);
    assertThat(INVENTORY.count("publication")).isEqualTo(publications);
  }

  @Test
  void the_same_requests_at_new_offsets_change_and_append_nothing() {
    everyKindOfRequest();
    var before = INVENTORY.rows();
    var again = INVENTORY.log().all();

    for (var record : again.records()) {
      INVENTORY.decide(((Decidable) record).request());
    }
    INVENTORY.decide(again.records()
        .stream()
        .map(record -> ((Decidable) record).request())
        .toArray(Request[]::new));

    assertThat(INVENTORY.rows()).isEqualTo(before);
    assertThat(INVENTORY.count("cursor WHERE next_offset = " + INVENTORY.log().end())).isOne();
  }

  @Test
  void a_batch_that_overlaps_what_was_decided_is_decided_from_the_cursor_on() {
    INVENTORY.decide(Ask.open(SaleTerms.of(1)), Ask.place("ada", 1));
    var late = Ask.place("bob", 1);
    INVENTORY.log().append(late);

    decideBatch.decide(INVENTORY.log().between(1, 3));

    assertThat(INVENTORY.statusOf(late)).isEqualTo("REJECTED");
    assertThat(INVENTORY.count("ledger")).isEqualTo(3);
  }

  @Test
  void a_missing_record_stops_everything() {
    INVENTORY.decide(Ask.open(SaleTerms.of(1)));
    INVENTORY.log().append(Ask.place("ada", 1));
    INVENTORY.log().append(Ask.place("bob", 1));
    var before = INVENTORY.rows();

    assertThatThrownBy(() -> decideBatch.decide(INVENTORY.log().from(2)))
        .isInstanceOf(GapDetected.class);

    assertThat(INVENTORY.rows()).isEqualTo(before);
    INVENTORY.catchUp();
    assertThat(INVENTORY.count("ledger")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "orders", "ledger", "event", "payment", "publication", "quarantine", "cursor"})
  void a_batch_is_decided_as_a_whole_or_not_at_all(String table) {
    var place = Ask.place("ada", 1);
    INVENTORY.decide(Ask.open(SaleTerms.of(1)), place);
    var before = INVENTORY.rows();
    INVENTORY.log().append(Ask.pay(place));
    INVENTORY.log().append(Ask.place("bob", 1));
    INVENTORY.log().appendUnreadable(null);
    breakWritesTo(table);

    assertThatThrownBy(INVENTORY::catchUp).isInstanceOf(DataAccessException.class);

    INVENTORY.database().superuser().sql(MEND).update();
    assertThat(INVENTORY.rows()).isEqualTo(before);
    assertThat(INVENTORY.count("cursor WHERE next_offset = 2")).isOne();
    INVENTORY.catchUp();
    assertThat(INVENTORY.statusOf(place)).isEqualTo("CONFIRMED");
    assertThat(INVENTORY.count("ledger")).isEqualTo(4);
  }

  @Test
  void a_payment_outside_its_batch_is_found_again() {
    var place = Ask.place("ada", 1);
    INVENTORY.decide(Ask.open(SaleTerms.of(5)), place);
    INVENTORY.decide(Ask.pay(new Payment("pay-1", place.orderId(), 1, "EUR")));

    INVENTORY.decide(Ask.pay(new Payment("pay-1", place.orderId(), 2_500, "EUR")));

    assertThat(INVENTORY.count("ledger WHERE reason = 'WRONG_AMOUNT'")).isOne();
    assertThat(INVENTORY.count("ledger WHERE reason = 'PAYMENT_ID_REUSED'")).isOne();
    assertThat(INVENTORY.statusOf(place)).isEqualTo("HELD");
  }

  @Test
  void the_cursor_remembers_how_far_in_time_the_log_was_applied() {
    INVENTORY.decide(Ask.open(SaleTerms.of(5)));
    var last = INVENTORY.log().all().records().getLast();

    var cursor = INVENTORY.worker().get(Cursors.class).find(TOPIC, SHARD).orElseThrow();

    assertThat(cursor.nextOffset()).isOne();
    assertThat(cursor.appliedUntil()).isEqualTo(last.appendedAt());
  }

  @Test
  void a_shard_without_a_cursor_decides_nothing() {
    INVENTORY.log().append(Ask.open(SaleTerms.of(5)));
    var elsewhere = new RequestBatch(TOPIC, 99, INVENTORY.log().all().records());

    assertThatThrownBy(() -> decideBatch.decide(elsewhere))
        .isInstanceOf(DataAccessException.class);
    assertThat(INVENTORY.rows()).isEqualTo(List.of());
  }

  @Test
  void a_batch_whose_commit_fails_is_not_reported_as_decided() {
    var superuser = INVENTORY.database().superuser();
    superuser.sql(BROKEN).update();
    superuser.sql("CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON inventory.ledger"
        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory.broken()")
        .update();
    INVENTORY.log().append(Ask.open(SaleTerms.of(1)));
    INVENTORY.log().appendUnreadable(null);
    try (var said = new Said(DecideBatch.class, Desks.class)) {
      assertThatThrownBy(INVENTORY::catchUp).rootCause().hasMessageContaining("disk full");
      assertThat(said.lines()).isEmpty();

      superuser.sql(MEND).update();
      INVENTORY.catchUp();
      assertThat(said.lines()).containsExactly("{}: somebody must look at this", "Decided");
    }
  }

  private static void breakWritesTo(String table) {
    var superuser = INVENTORY.database().superuser();
    superuser.sql(BROKEN).update();
    superuser.sql("CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON inventory." + table
        + " FOR EACH STATEMENT EXECUTE FUNCTION inventory.broken()").update();
  }

  /** One of each, and one of each that is refused. */
  private static void everyKindOfRequest() {
    var sold = Ask.place("ada", 1);
    var cancelled = Ask.place("bob", 2);
    INVENTORY.decide(Ask.place("early", 1), Ask.change(SaleTerms.of(1)),
        Ask.open(SaleTerms.of(9)), sold, cancelled, Ask.pay(sold), Ask.cancel(cancelled),
        Ask.cancel(sold), Ask.place("cleo", 99), Ask.change(SaleTerms.of(12)),
        Ask.change(SaleTerms.of(0)), Ask.cancel(Ask.place("nobody", 1)),
        Ask.pay(Ask.place("nobody", 1)), Ask.pay(cancelled),
        Ask.pay(new Payment("pay-" + sold.orderId(), cancelled.orderId(), 1, "EUR")),
        Ask.open(SaleTerms.of(13)), Ask.place("dan", 3));
    assertThat(INVENTORY.count("ledger")).isEqualTo(17);
  }
}
