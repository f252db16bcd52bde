package dev.holdfast.decisions.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.messages.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tickets flow even while the expiry worker is down. */
class OverdueHoldsTest {

  private static final SaleTerms TERMS = SaleTerms.of(6).holdSeconds(60);

  private final PaperSale sale = PaperSale.of(TERMS);

  @Test
  void an_overdue_hold_is_released_before_somebody_is_refused_for_stock() {
    var slow = Ask.place("ada", 6);
    sale.send(slow);
    var next = Ask.place("bob", 2);

    var rows = sale.at(NOON.plusSeconds(60)).send(next);

    assertThat(rows).extracting(LedgerEntry::kind).containsExactly(Kind.EXPIRED, Kind.HELD);
    assertThat(sale.order(slow)).isInstanceOf(Expired.class);
    assertThat(sale.order(next)).isInstanceOf(Held.class);
  }

  @Test
  void a_hold_that_has_not_ended_is_not_released() {
    var held = Ask.place("ada", 6);
    sale.send(held);
    var next = Ask.place("bob", 2);

    sale.at(NOON.plusMillis(59_999)).send(next);

    assertThat(sale.order(held)).isInstanceOf(Held.class);
    assertThat(sale.order(next).rejection()).isEqualTo(RejectionReason.SOLD_OUT);
  }

  @Test
  void a_hold_that_ended_after_the_request_reached_the_log_is_not_released_for_it() {
    var held = Ask.place("ada", 6);
    sale.send(held);
    var early = Ask.place("bob", 2);

    sale.at(NOON.plusSeconds(999)).sendAppendedAt(NOON.plusSeconds(59), early);

    assertThat(sale.order(early).rejection()).isEqualTo(RejectionReason.SOLD_OUT);
    sale.sendAppendedAt(NOON.plusSeconds(59), Ask.pay(held));
    assertThat(sale.order(held)).isInstanceOf(Confirmed.class);
  }

  @Test
  void a_hold_is_not_released_before_its_end_by_our_clock_either() {
    var held = Ask.place("ada", 6);
    sale.send(held);
    var next = Ask.place("bob", 2);

    sale.at(NOON.plusSeconds(59)).sendAppendedAt(NOON.plusSeconds(61), next);

    assertThat(sale.order(held)).isInstanceOf(Held.class);
    assertThat(sale.order(next).rejection()).isEqualTo(RejectionReason.SOLD_OUT);
  }

  @Test
  void the_oldest_go_first_and_no_more_than_needed() {
    var second = Ask.place("bob", 2);
    var first = Ask.place("ada", 2);
    var third = Ask.place("cleo", 2);
    sale.at(NOON).send(first);
    sale.after(1).send(second);
    sale.after(1).send(third);

    sale.after(600).send(Ask.place("dan", 3));

    assertThat(sale.order(first)).isInstanceOf(Expired.class);
    assertThat(sale.order(second)).isInstanceOf(Expired.class);
    assertThat(sale.order(third)).isInstanceOf(Held.class);
    assertThat(sale.balance.available()).isEqualTo(1);
  }

  @Test
  void nothing_is_released_while_there_is_enough() {
    var slow = Ask.place("ada", 2);
    sale.send(slow);

    var rows = sale.after(600).send(Ask.place("bob", 4));

    assertThat(rows).extracting(LedgerEntry::kind).containsExactly(Kind.HELD);
    assertThat(sale.order(slow)).isInstanceOf(Held.class);
  }

  @Test
  void a_customers_own_overdue_hold_makes_room_under_his_limit() {
    sale.send(Ask.change(TERMS.limits(4, 4)));
    var others = Ask.place("bob", 1);
    var own = Ask.place("ada", 4);
    sale.send(others);
    sale.send(own);
    var next = Ask.place("ada", 1);

    var rows = sale.after(60).send(next);

    assertThat(rows).extracting(LedgerEntry::kind).containsExactly(Kind.EXPIRED, Kind.HELD);
    assertThat(sale.order(own)).isInstanceOf(Expired.class);
    assertThat(sale.order(others)).isInstanceOf(Held.class);
    assertThat(sale.order(next)).isInstanceOf(Held.class);
  }

  @Test
  void holds_passed_over_for_a_limit_can_still_be_released_for_stock() {
    sale.send(Ask.change(TERMS.limits(4, 4)));
    var bobs = Ask.place("bob", 2);
    var adas = Ask.place("ada", 4);
    sale.send(bobs);
    sale.after(1).send(adas);
    var batch = List.of(PaperSale.record(10, NOON.plusSeconds(600), Ask.place("ada", 4)),
        PaperSale.record(11, NOON.plusSeconds(600), Ask.place("cleo", 2)));

    var rows = sale.decide(NOON.plusSeconds(600), batch);

    assertThat(rows).extracting(LedgerEntry::kind)
        .containsExactly(Kind.EXPIRED, Kind.HELD, Kind.EXPIRED, Kind.HELD);
    assertThat(sale.order(bobs)).isInstanceOf(Expired.class);
  }

  @Test
  void overdue_holds_are_released_before_a_late_payment_is_refused() {
    sale.send(Ask.change(TERMS.reacquiring()));
    var late = Ask.place("ada", 6);
    var slow = Ask.place("bob", 6);
    sale.at(NOON).send(late);
    sale.after(60).send(slow);
    assertThat(sale.order(late)).isInstanceOf(Expired.class);

    var rows = sale.after(60).send(Ask.pay(late));

    assertThat(rows).extracting(LedgerEntry::kind).containsExactly(Kind.EXPIRED, Kind.CONFIRMED);
    assertThat(sale.order(slow)).isInstanceOf(Expired.class);
  }

  @Test
  void a_hold_paid_earlier_in_the_batch_is_not_released() {
    var slow = Ask.place("ada", 6);
    sale.send(slow);
    var next = Ask.place("bob", 1);
    var time = NOON.plusSeconds(600);

    sale.decide(time, List.of(PaperSale.record(5, time, Ask.pay(slow)),
        PaperSale.record(6, time, next)));

    assertThat(sale.order(slow)).isInstanceOf(Confirmed.class);
    assertThat(sale.order(next).rejection()).isEqualTo(RejectionReason.SOLD_OUT);
  }

  @Test
  void a_hold_released_earlier_in_the_batch_is_late_for_its_payment() {
    var slow = Ask.place("ada", 6);
    sale.send(slow);
    var time = NOON.plusSeconds(600);

    var rows = sale.decide(time, List.of(PaperSale.record(5, time, Ask.place("bob", 1)),
        PaperSale.record(6, time, Ask.pay(slow))));

    assertThat(rows).extracting(LedgerEntry::kind)
        .containsExactly(Kind.EXPIRED, Kind.HELD, Kind.REFUND_DUE);
  }
}
