package dev.holdfast.decisions.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Order.Rejected;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.Request.PlaceOrder;
import org.junit.jupiter.api.Test;

class PlacingTest {

  @Test
  void tickets_are_held_for_the_time_the_event_grants() {
    var sale = PaperSale.of(SaleTerms.of(10).holdSeconds(90));
    var place = Ask.place("ada", 3);

    sale.at(NOON.plusSeconds(5)).send(place);

    assertThat(sale.order(place)).isInstanceOfSatisfying(Held.class, held -> {
      assertThat(held.holdUntil()).isEqualTo(NOON.plusSeconds(95));
      assertThat(held.version()).isEqualTo(1);
      assertThat(held.facts().accountId()).isEqualTo("ada");
      assertThat(held.facts().amountMinor()).isEqualTo(3 * SaleTerms.PRICE);
      assertThat(held.facts().currency()).isEqualTo(SaleTerms.CURRENCY);
      assertThat(held.facts().placedAt()).isEqualTo(NOON.plusSeconds(5));
    });
    assertThat(sale.balance).isEqualTo(new Balance(10, 7, 3, 0));
  }

  @Test
  void the_last_ticket_is_sold_and_the_next_buyer_is_told() {
    var sale = PaperSale.of(SaleTerms.of(3));

    assertHeld(sale, Ask.place("ada", 3));
    assertRejected(sale, Ask.place("bob", 1), RejectionReason.SOLD_OUT);
  }

  @Test
  void too_few_left_is_not_sold_out() {
    var sale = PaperSale.of(SaleTerms.of(3));
    assertHeld(sale, Ask.place("ada", 2));

    assertRejected(sale, Ask.place("bob", 2), RejectionReason.NOT_ENOUGH_LEFT);
    assertHeld(sale, Ask.place("bob", 1));
  }

  @Test
  void an_event_nobody_opened_sells_nothing_and_can_still_be_opened() {
    var sale = new PaperSale();
    var early = Ask.place("ada", 1);

    assertRejected(sale, early, RejectionReason.UNKNOWN_EVENT);
    sale.send(Ask.open(SaleTerms.of(1)));

    assertThat(sale.last().kind()).isEqualTo(Kind.EVENT_OPENED);
    assertThat(sale.last().seq()).isEqualTo(2);
    assertThat(sale.send(early)).isEmpty();
    assertHeld(sale, Ask.place("ada", 1));
  }

  @Test
  void a_paused_sale_lets_nobody_in() {
    var sale = PaperSale.of(SaleTerms.of(10).paused());

    assertRejected(sale, Ask.place("ada", 1), RejectionReason.SALE_PAUSED);
    sale.send(Ask.change(SaleTerms.of(10)));
    assertHeld(sale, Ask.place("ada", 1));
  }

  @Test
  void the_sale_is_open_from_its_first_moment_until_before_its_last() {
    var sale = PaperSale.of(SaleTerms.of(10).window(NOON.plusSeconds(10), NOON.plusSeconds(20)));

    sale.at(NOON.plusMillis(9_999));
    assertRejected(sale, Ask.place("ada", 1), RejectionReason.SALE_NOT_OPEN);
    sale.at(NOON.plusSeconds(10));
    assertHeld(sale, Ask.place("ada", 1));
    sale.at(NOON.plusMillis(19_999));
    assertHeld(sale, Ask.place("ada", 1));
    sale.at(NOON.plusSeconds(20));
    assertRejected(sale, Ask.place("ada", 1), RejectionReason.SALE_CLOSED);
  }

  @Test
  void who_reached_the_log_in_time_is_served_by_a_late_worker() {
    var sale = PaperSale.of(SaleTerms.of(10).window(null, NOON.plusSeconds(20)));
    var place = Ask.place("ada", 1);

    sale.at(NOON.plusSeconds(99)).sendAppendedAt(NOON.plusSeconds(19), place);

    assertThat(sale.order(place)).isInstanceOf(Held.class);
  }

  @Test
  void one_order_has_a_limit() {
    var sale = PaperSale.of(SaleTerms.of(10).limits(4, 100));

    assertRejected(sale, Ask.place("ada", 5), RejectionReason.ORDER_LIMIT);
    assertHeld(sale, Ask.place("ada", 4));
  }

  @Test
  void one_customer_has_a_limit_that_counts_holds_and_sales() {
    var sale = PaperSale.of(SaleTerms.of(10).limits(4, 5));
    var first = Ask.place("ada", 3);
    assertHeld(sale, first);
    sale.send(Ask.pay(first));

    assertRejected(sale, Ask.place("ada", 3), RejectionReason.CUSTOMER_LIMIT);
    var second = Ask.place("ada", 2);
    assertHeld(sale, second);
    assertRejected(sale, Ask.place("ada", 1), RejectionReason.CUSTOMER_LIMIT);
    assertHeld(sale, Ask.place("bob", 4));

    sale.send(Ask.cancel(second));
    assertHeld(sale, Ask.place("ada", 1));
  }

  @Test
  void the_first_rule_broken_is_the_reason() {
    var sale =
        PaperSale.of(SaleTerms.of(0).limits(1, 1).paused().window(NOON.plusSeconds(9), null));

    assertRejected(sale, Ask.place("ada", 2), RejectionReason.SALE_PAUSED);
    sale.send(Ask.change(SaleTerms.of(0).limits(1, 1).window(NOON.plusSeconds(9), null)));
    assertRejected(sale, Ask.place("ada", 2), RejectionReason.SALE_NOT_OPEN);
    sale.send(Ask.change(SaleTerms.of(0).limits(1, 1)));
    assertRejected(sale, Ask.place("ada", 2), RejectionReason.ORDER_LIMIT);
    sale.send(Ask.change(SaleTerms.of(0).limits(2, 1)));
    assertRejected(sale, Ask.place("ada", 2), RejectionReason.CUSTOMER_LIMIT);
    sale.send(Ask.change(SaleTerms.of(0).limits(2, 2)));
    assertRejected(sale, Ask.place("ada", 2), RejectionReason.SOLD_OUT);
  }

  @Test
  void an_order_placed_again_is_not_placed_twice_whatever_its_body() {
    var sale = PaperSale.of(SaleTerms.of(10));
    var place = Ask.place("ada", 3);
    sale.send(place);

    assertThat(sale.send(place)).isEmpty();
    assertThat(sale.send(new PlaceOrder(place.orderId(), Ask.EVENT, "ada", 9, "other"))).isEmpty();
    sale.send(Ask.cancel(place));
    assertThat(sale.send(place)).isEmpty();

    assertThat(sale.balance).isEqualTo(new Balance(10, 10, 0, 0));
  }

  @Test
  void a_rejected_order_stays_rejected_when_it_comes_again() {
    var sale = PaperSale.of(SaleTerms.of(1));
    var place = Ask.place("ada", 2);
    assertRejected(sale, place, RejectionReason.NOT_ENOUGH_LEFT);
    sale.send(Ask.change(SaleTerms.of(10)));

    assertThat(sale.send(place)).isEmpty();
    assertThat(sale.order(place)).isInstanceOf(Rejected.class);
  }

  @Test
  void a_place_that_can_not_be_read_rejects_only_an_order_nobody_has_decided() {
    var sale = PaperSale.of(SaleTerms.of(10));
    var known = Ask.place("ada", 1);
    var unknown = Ask.place("bob", 1);
    sale.send(known);

    assertThat(sale.sendUnreadable(known.orderId())).isEmpty();
    assertThat(sale.sendUnreadable(unknown.orderId())).hasSize(1);

    assertThat(sale.order(known)).isInstanceOf(Held.class);
    assertThat(sale.order(unknown).rejection()).isEqualTo(RejectionReason.UNREADABLE);
    assertThat(sale.send(unknown)).isEmpty();
  }

  private static void assertHeld(PaperSale sale, PlaceOrder place) {
    assertThat(sale.send(place)).last().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.HELD);
      assertThat(row.order()).isEqualTo(sale.order(place));
    });
  }

  private static void assertRejected(PaperSale sale, PlaceOrder place, RejectionReason reason) {
    assertThat(sale.send(place)).singleElement().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.REJECTED);
      assertThat(row.reason()).isEqualTo(reason.name());
    });
    assertThat(sale.order(place)).isInstanceOfSatisfying(Rejected.class,
        order -> assertThat(order.rejection()).isEqualTo(reason));
  }
}
