package dev.holdfast.inventory.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import org.junit.jupiter.api.Test;

class EventBookTest {

  private final EventBook book = Any.book("night", SaleTerms.of(10));

  @Test
  void opening_puts_the_whole_capacity_into_the_pool() {
    assertThat(book.balance()).isEqualTo(new Balance(10, 10, 0, 0));
    assertLast(Kind.EVENT_OPENED, new Balance(10, 10, 0, 0));
  }

  @Test
  void a_hold_moves_tickets_from_the_pool() {
    var held = book.hold(Any.order(3), NOON.plusSeconds(60), Any.request());

    assertThat(held.version()).isEqualTo(1);
    assertThat(book.createdOrders()).containsExactly(held);
    assertLast(Kind.HELD, new Balance(0, -3, 3, 0));
  }

  @Test
  void a_rejection_moves_no_tickets() {
    var rejected = book.reject(Any.order(3), RejectionReason.SOLD_OUT, Any.request());

    assertThat(rejected.rejection()).isEqualTo(RejectionReason.SOLD_OUT);
    assertLast(Kind.REJECTED, new Balance(0, 0, 0, 0));
  }

  @Test
  void a_payment_turns_held_into_sold() {
    var held = hold(3);

    var confirmed = book.confirm(held, Any.paymentFor(held), Any.request());

    assertThat(confirmed.paidBy()).isEqualTo(Any.paymentFor(held).paymentId());
    assertThat(confirmed.version()).isEqualTo(2);
    assertLast(Kind.CONFIRMED, new Balance(0, 0, -3, 3));
  }

  @Test
  void a_release_gives_back_and_a_late_payment_takes_again() {
    var expired = book.expire(hold(3));
    assertLast(Kind.EXPIRED, new Balance(0, 3, -3, 0));
    assertThat(book.entries().getLast().request()).isNull();

    book.reacquire(expired, Any.paymentFor(expired), Any.request());

    assertLast(Kind.CONFIRMED, new Balance(0, -3, 0, 3));
  }

  @Test
  void a_cancellation_gives_back() {
    book.cancel(hold(3), Any.request());

    assertThat(book.balance()).isEqualTo(new Balance(10, 10, 0, 0));
    assertLast(Kind.CANCELLED, new Balance(0, 3, -3, 0));
  }

  @Test
  void refunds_and_refusals_raise_the_version_and_move_no_tickets() {
    var held = hold(3);

    book.refund(held, Any.paymentFor(held), RefundReason.WRONG_AMOUNT, Any.request());
    assertLast(Kind.REFUND_DUE, new Balance(0, 0, 0, 0));
    book.refuse(current(held), MoveRefusal.ALREADY_CONFIRMED, Any.request());
    assertLast(Kind.MOVE_REFUSED, new Balance(0, 0, 0, 0));

    assertThat(current(held).version()).isEqualTo(3);
    assertThat(current(held).holdUntil()).isEqualTo(held.holdUntil());
  }

  @Test
  void new_terms_change_capacity_and_pool_alike() {
    hold(3);

    book.put(SaleTerms.of(4).terms(), Any.request());

    assertThat(book.balance()).isEqualTo(new Balance(4, 1, 3, 0));
    assertLast(Kind.EVENT_CHANGED, new Balance(-6, -6, 0, 0));
  }

  @Test
  void a_refused_change_keeps_the_terms_and_names_the_floor() {
    book.refuseChange(MoveRefusal.CAPACITY_BELOW_ALLOCATED, 7, Any.request());

    assertThat(book.entries().getLast().floor()).isEqualTo(7);
    assertThat(book.entries().getLast().terms()).isEqualTo(SaleTerms.of(10).terms());
    assertLast(Kind.CHANGE_REFUSED, new Balance(0, 0, 0, 0));
  }

  @Test
  void every_move_appends_one_row_with_the_next_number_and_the_balance_after_it() {
    var held = hold(3);
    book.confirm(held, Any.paymentFor(held), Any.request());
    book.reject(Any.order(9), RejectionReason.NOT_ENOUGH_LEFT, Any.request());
    book.cancel(hold(2), Any.request());

    var balance = new Balance(0, 0, 0, 0);
    for (int i = 0; i < book.entries().size(); i++) {
      var entry = book.entries().get(i);
      balance = balance.plus(entry.change());
      assertThat(entry.seq()).isEqualTo(i + 1);
      assertThat(entry.balance()).isEqualTo(balance);
    }
    assertThat(book.entries()).hasSize(6);
    assertThat(book.lastSeq()).isEqualTo(6);
    assertThat(book.balance()).isEqualTo(balance);
  }

  @Test
  void an_order_moved_meanwhile_can_not_be_moved_from_where_it_was() {
    var held = hold(3);
    book.confirm(held, Any.paymentFor(held), Any.request());

    assertThatThrownBy(() -> book.expire(held)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(held.id().toString());
    assertThatThrownBy(() -> book.cancel(held, Any.request()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_order_the_book_never_saw_can_not_be_moved() {
    var stranger = new Order.Held(Any.order(1), 1, NOON);

    assertThatThrownBy(() -> book.expire(stranger)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_order_is_placed_once() {
    var facts = Any.order(1);
    book.hold(facts, NOON, Any.request());

    assertThatThrownBy(() -> book.hold(facts, NOON, Any.request()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> book.reject(facts, RejectionReason.SOLD_OUT, Any.request()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_loaded_order_does_not_replace_the_one_at_hand() {
    var held = hold(3);
    book.cancel(held, Any.request());

    book.load(held);

    assertThat(current(held)).isInstanceOf(Order.Cancelled.class);
  }

  @Test
  void an_order_loaded_and_moved_is_moved_and_one_placed_here_is_created() {
    var loaded = new Order.Held(Any.order(1), 1, NOON);
    var other = new EventBook("other", SaleTerms.of(5).terms(), new Balance(5, 4, 1, 0), 7, NOON);
    other.load(loaded);

    other.cancel(loaded, Any.request());
    var held = other.hold(Any.order(2), NOON, Any.request());
    other.cancel(held, Any.request());

    assertThat(other.movedOrders()).extracting(Order::id).containsExactly(loaded.id());
    assertThat(other.createdOrders()).extracting(Order::id).containsExactly(held.id());
    assertThat(other.entries()).extracting(LedgerEntry::seq).containsExactly(8L, 9L, 10L);
  }

  private Order.Held hold(int quantity) {
    return book.hold(Any.order(quantity), NOON.plusSeconds(60), Any.request());
  }

  private Order current(Order order) {
    return book.order(order.id()).orElseThrow();
  }

  private void assertLast(Kind kind, Balance change) {
    var last = book.entries().getLast();
    assertThat(last.kind()).isEqualTo(kind);
    assertThat(last.change()).isEqualTo(change);
    assertThat(last.balance()).isEqualTo(book.balance());
    assertThat(last.seq()).isEqualTo(book.lastSeq());
  }
}
