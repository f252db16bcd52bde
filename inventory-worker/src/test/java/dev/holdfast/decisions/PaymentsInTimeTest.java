package dev.holdfast.decisions;

import static dev.holdfast.decisions.RequestLog.SHARD;
import static dev.holdfast.inventory.InventoryDatabase.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.inventory.SaleTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A payment in the log before the end of its hold is never late, however far we are behind. */
class PaymentsInTimeTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("payments_in_time_test");

  private final Cursors cursors = INVENTORY.worker().get(Cursors.class);

  @Test
  void a_payment_not_applied_yet_keeps_its_hold_from_being_released() {
    var place = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2)), place);
    var end = soon();
    INVENTORY.endHolds(end);
    INVENTORY.log().append(Ask.pay(place), end.minusMillis(1));
    waitUntil(end);

    assertThat(INVENTORY.release()).isZero();
    INVENTORY.letTimePass();
    assertThat(INVENTORY.release()).isZero();

    assertThat(INVENTORY.statusOf(place)).isEqualTo("CONFIRMED");
  }

  @Test
  void a_worker_far_behind_does_not_take_the_tickets_either() {
    var place = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2)), place);
    var end = soon();
    INVENTORY.endHolds(end);
    INVENTORY.log().append(Ask.place("bob", 1), end.minusMillis(2));
    INVENTORY.log().append(Ask.pay(place), end.minusMillis(1));
    waitUntil(end);

    INVENTORY.catchUp();

    assertThat(INVENTORY.statusOf(place)).isEqualTo("CONFIRMED");
    assertThat(INVENTORY.count("orders WHERE reason = 'SOLD_OUT'")).isOne();
  }

  @Test
  void a_hold_that_nobody_paid_is_released_once_the_log_is_applied_beyond_its_end() {
    var place = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2)), place);
    INVENTORY.endHolds();

    assertThat(INVENTORY.release()).isZero();
    INVENTORY.letTimePass();
    assertThat(INVENTORY.release()).isOne();

    assertThat(INVENTORY.statusOf(place)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.release()).isZero();
  }

  @Test
  void a_tick_is_applied_in_its_turn_and_changes_nothing_but_the_time() {
    INVENTORY.decide(Ask.open(SaleTerms.of(2)));
    var before = appliedUntil();
    INVENTORY.log().append(Ask.place("ada", 1));
    INVENTORY.log().appendTick();

    assertThat(appliedUntil()).isEqualTo(before);
    INVENTORY.catchUp();

    assertThat(appliedUntil()).isAfter(before);
    assertThat(cursors.find(TOPIC, SHARD).orElseThrow().nextOffset())
        .isEqualTo(INVENTORY.log().end());
    assertThat(INVENTORY.count("quarantine")).isZero();
  }

  @Test
  void time_never_goes_back_on_a_shard() {
    INVENTORY.decide(Ask.open(SaleTerms.of(2)));
    INVENTORY.letTimePass();
    var passed = appliedUntil();

    INVENTORY.log().append(Ask.place("ada", 1), passed.minusSeconds(60));
    INVENTORY.catchUp();

    assertThat(appliedUntil()).isEqualTo(passed);
  }

  @Test
  void only_shards_where_a_hold_has_ended_since_the_last_request_need_a_tick() {
    INVENTORY.decide(Ask.open(SaleTerms.of(9).holdSeconds(60)), Ask.place("ada", 1));
    var shards = List.of(0, 1);

    assertThat(cursors.withHoldsEnded(TOPIC, shards)).isEmpty();
    INVENTORY.endHolds();
    assertThat(cursors.withHoldsEnded(TOPIC, shards)).extracting(Cursor::shard)
        .containsExactly(SHARD);
    assertThat(cursors.withHoldsEnded(TOPIC, List.of(1))).isEmpty();
    INVENTORY.letTimePass();
    assertThat(cursors.withHoldsEnded(TOPIC, shards)).isEmpty();
  }

  private Instant appliedUntil() {
    return cursors.find(TOPIC, SHARD).orElseThrow().appliedUntil();
  }

  /** Far enough to write a few rows before. */
  private static Instant soon() {
    return Instant.now().plusMillis(150).truncatedTo(ChronoUnit.MILLIS);
  }

  private static void waitUntil(Instant time) {
    await().pollInterval(Duration.ofMillis(10)).until(() -> Instant.now().isAfter(time));
  }
}
