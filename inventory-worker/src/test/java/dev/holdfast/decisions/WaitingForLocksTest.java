package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request.PlaceOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has waited for a lock decides by what is there now, not by what was there before. */
class WaitingForLocksTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("waiting_for_locks_test");

  private final DecideBatch decideBatch = INVENTORY.worker().get(DecideBatch.class);
  private final PlaceOrder slow = Ask.place("ada", 2);

  @BeforeEach
  void an_order_whose_hold_has_ended() {
    INVENTORY.decide(Ask.open(SaleTerms.of(2).limits(2, 2)), slow);
    INVENTORY.endHolds();
    INVENTORY.letTimePass();
  }

  @Test
  void a_zombie_decides_nothing_and_does_not_turn_the_cursor_back() {
    long start = INVENTORY.log().end();
    INVENTORY.log().append(Ask.place("bob", 1));
    INVENTORY.log().append(Ask.place("cleo", 1));
    INVENTORY.log().appendUnreadable(null);

    INVENTORY.oneWaitsForTheOther(INVENTORY.worker(),
        () -> decideBatch.decide(INVENTORY.log().from(start)),
        () -> decideBatch.decide(INVENTORY.log().between(start, start + 1)));

    assertThat(INVENTORY.count("cursor WHERE next_offset = " + INVENTORY.log().end())).isOne();
    assertThat(INVENTORY.count("publication WHERE next_offset IS NOT NULL")).isEqualTo(3);
  }

  @Test
  void the_worker_sees_that_the_order_it_is_asked_for_was_released() {
    INVENTORY.oneWaitsForTheOther(INVENTORY.expiry(), INVENTORY::release,
        () -> INVENTORY.decide(Ask.pay(slow)));

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.count("ledger WHERE reason = 'ALREADY_EXPIRED'")).isOne();
  }

  @Test
  void the_worker_sees_that_the_tickets_it_needs_were_released() {
    var next = Ask.place("bob", 2);
    var tooLate = Ask.place("cleo", 1);
    INVENTORY.decide(Ask.change(SaleTerms.of(3)), Ask.place("dan", 1));

    INVENTORY.oneWaitsForTheOther(INVENTORY.expiry(), INVENTORY::release,
        () -> INVENTORY.decide(next, tooLate));

    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
    assertThat(INVENTORY.statusOf(tooLate)).isEqualTo("REJECTED");
    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isOne();
  }

  @Test
  void the_worker_does_not_release_again_what_was_released_while_it_waited() {
    var next = Ask.place("bob", 3);
    INVENTORY.decide(Ask.change(SaleTerms.of(4)), Ask.place("dan", 2));

    INVENTORY.oneWaitsForTheOther(INVENTORY.expiry(), INVENTORY::release,
        () -> INVENTORY.decide(next));

    assertThat(INVENTORY.statusOf(next)).isEqualTo("REJECTED");
    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isOne();
  }

  @Test
  void the_worker_sees_that_the_customer_has_fewer_tickets_by_now() {
    var next = Ask.place("ada", 2);

    INVENTORY.oneWaitsForTheOther(INVENTORY.expiry(), INVENTORY::release,
        () -> INVENTORY.decide(next));

    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
  }

  @Test
  void expiry_sees_that_the_order_was_paid() {
    INVENTORY.oneWaitsForTheOther(INVENTORY.worker(), () -> INVENTORY.decide(Ask.pay(slow)),
        INVENTORY::release);

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("CONFIRMED");
    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isZero();
  }

  @Test
  void expiry_sees_that_the_worker_has_released_already() {
    var next = Ask.place("bob", 2);

    INVENTORY.oneWaitsForTheOther(INVENTORY.worker(), () -> INVENTORY.decide(next),
        INVENTORY::release);

    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isOne();
  }

  @Test
  void expiry_sees_that_another_has_released_already() {
    INVENTORY.oneWaitsForTheOther(INVENTORY.expiry(), INVENTORY::release, INVENTORY::release);

    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isOne();
  }
}
