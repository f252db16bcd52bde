package dev.holdfast.decisions.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order.Cancelled;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.Request.PlaceOrder;
import org.junit.jupiter.api.Test;

class CancellingTest {

  private final PaperSale sale = PaperSale.of(SaleTerms.of(10).holdSeconds(60));
  private final PlaceOrder place = Ask.place("ada", 3);

  @Test
  void a_held_order_gives_its_tickets_back() {
    sale.send(place);

    sale.send(Ask.cancel(place));

    assertThat(sale.last().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(sale.order(place)).isInstanceOf(Cancelled.class);
    assertThat(sale.balance).isEqualTo(new Balance(10, 10, 0, 0));
  }

  @Test
  void a_held_order_can_be_cancelled_after_its_hold_and_before_its_release() {
    sale.send(place);

    sale.after(61).send(Ask.cancel(place));

    assertThat(sale.order(place)).isInstanceOf(Cancelled.class);
  }

  @Test
  void a_sold_order_stays_sold() {
    sale.send(place);
    sale.send(Ask.pay(place));

    assertRefused(MoveRefusal.ALREADY_CONFIRMED);
  }

  @Test
  void an_expired_order_stays_expired() {
    sale.send(place);
    sale.after(60).send(Ask.place("bob", 10));

    assertRefused(MoveRefusal.ALREADY_EXPIRED);
  }

  @Test
  void a_cancelled_order_is_not_cancelled_twice() {
    sale.send(place);
    sale.send(Ask.cancel(place));

    assertRefused(MoveRefusal.ALREADY_CANCELLED);
  }

  @Test
  void a_rejected_order_stays_rejected() {
    sale.send(Ask.place("bob", 10));
    sale.send(place);

    assertRefused(MoveRefusal.ALREADY_REJECTED);
  }

  @Test
  void an_unknown_order_is_told_so() {
    sale.send(Ask.cancel(place));

    assertThat(sale.last().kind()).isEqualTo(Kind.MOVE_REFUSED);
    assertThat(sale.last().reason()).isEqualTo(MoveRefusal.UNKNOWN_ORDER.name());
    assertThat(sale.last().order()).isNull();
  }

  @Test
  void the_same_request_again_is_not_answered_again() {
    sale.send(place);
    var cancel = Ask.cancel(place);
    sale.send(cancel);

    assertThat(sale.send(cancel)).isEmpty();
    assertThat(sale.order(place).version()).isEqualTo(2);
  }

  private void assertRefused(MoveRefusal code) {
    var before = sale.order(place);
    var balance = sale.balance;

    assertThat(sale.send(Ask.cancel(place))).singleElement().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.MOVE_REFUSED);
      assertThat(row.reason()).isEqualTo(code.name());
    });
    assertThat(sale.order(place)).isEqualTo(before.noted());
    assertThat(sale.balance).isEqualTo(balance);
  }
}
