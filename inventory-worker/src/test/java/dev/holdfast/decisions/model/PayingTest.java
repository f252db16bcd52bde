package dev.holdfast.decisions.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order.Cancelled;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayingTest {

  private static final SaleTerms TERMS = SaleTerms.of(10).holdSeconds(60);

  private final PaperSale sale = PaperSale.of(TERMS);
  private final PlaceOrder place = Ask.place("ada", 3);

  @Test
  void a_payment_in_time_sells_the_tickets() {
    sale.send(place);
    var payment = Ask.pay(place);

    sale.send(payment);

    assertThat(sale.order(place)).isInstanceOfSatisfying(Confirmed.class,
        order -> assertThat(order.paidBy()).isEqualTo(payment.paymentId()));
    assertThat(sale.balance).isEqualTo(new Balance(10, 7, 0, 3));
    assertThat(sale.payments).singleElement()
        .satisfies(past -> assertThat(past.applied()).isTrue());
  }

  @Test
  void a_payment_after_the_hold_but_before_its_release_still_sells() {
    sale.send(place);

    sale.after(61).send(Ask.pay(place));

    assertThat(sale.order(place)).isInstanceOf(Confirmed.class);
  }

  @Test
  void a_wrong_amount_goes_back_and_the_tickets_stay_held() {
    sale.send(place);

    assertRefund(pay("pay-1", 3 * SaleTerms.PRICE - 1, "EUR"), RefundReason.WRONG_AMOUNT);
    assertRefund(pay("pay-2", 3 * SaleTerms.PRICE, "USD"), RefundReason.WRONG_CURRENCY);

    assertThat(sale.order(place)).isInstanceOfSatisfying(Held.class,
        held -> assertThat(held.version()).isEqualTo(3));
    sale.send(pay("pay-3", 3 * SaleTerms.PRICE, "EUR"));
    assertThat(sale.order(place)).isInstanceOf(Confirmed.class);
  }

  @Test
  void a_second_payment_goes_back() {
    sale.send(place);
    sale.send(pay("pay-1", 3 * SaleTerms.PRICE, "EUR"));

    assertRefund(pay("pay-2", 3 * SaleTerms.PRICE, "EUR"), RefundReason.ALREADY_CONFIRMED);

    assertThat(sale.order(place).paidBy()).isEqualTo("pay-1");
    assertThat(sale.balance).isEqualTo(new Balance(10, 7, 0, 3));
  }

  @Test
  void a_payment_for_a_cancelled_order_goes_back() {
    sale.send(place);
    sale.send(Ask.cancel(place));

    assertRefund(Ask.pay(place), RefundReason.ALREADY_CANCELLED);
    assertThat(sale.order(place)).isInstanceOf(Cancelled.class);
  }

  @Test
  void a_payment_for_a_rejected_order_goes_back() {
    var tooMuch = Ask.place("ada", 11);
    sale.send(tooMuch);

    assertRefund(Ask.pay(tooMuch), RefundReason.ALREADY_REJECTED);
  }

  @Test
  void a_payment_for_no_order_goes_back_and_its_id_buys_nothing_later() {
    var payment = Ask.pay(place);

    assertRefund(payment, RefundReason.UNKNOWN_ORDER);
    assertThat(sale.last().order()).isNull();
    assertThat(sale.send(payment)).isEmpty();
    var other = Ask.place("bob", 1);
    sale.send(other);
    assertRefund(new ConfirmPayment(UUID.randomUUID(), payment.eventId(), other.orderId(),
        payment.paymentId(), payment.amountMinor(), payment.currency()),
        RefundReason.PAYMENT_ID_REUSED);
  }

  @Test
  void the_same_payment_again_changes_nothing() {
    sale.send(place);
    var payment = Ask.pay(place);
    sale.send(payment);

    assertThat(sale.send(payment)).isEmpty();
    assertThat(sale.send(new ConfirmPayment(UUID.randomUUID(), Ask.EVENT, payment.orderId(),
        payment.paymentId(), payment.amountMinor(), payment.currency()))).isEmpty();
  }

  @Test
  void a_refused_payment_again_changes_nothing_even_if_it_would_be_right_by_now() {
    var cheap = Ask.place("bob", 3);
    var payment = Ask.pay(new Payment("pay-1", cheap.orderId(), 1, "EUR"));
    sale.send(cheap);
    assertRefund(payment, RefundReason.WRONG_AMOUNT);

    assertThat(sale.send(payment)).isEmpty();
  }

  @Test
  void a_payment_id_with_another_order_or_amount_goes_back() {
    var other = Ask.place("bob", 3);
    sale.send(place);
    sale.send(other);
    sale.send(pay("pay-1", 3 * SaleTerms.PRICE, "EUR"));

    var reused = Ask.pay(new Payment("pay-1", other.orderId(), 3 * SaleTerms.PRICE, "EUR"));
    assertRefund(reused, RefundReason.PAYMENT_ID_REUSED);
    assertThat(sale.send(reused)).isEmpty();
    assertRefund(pay("pay-1", 7, "EUR"), RefundReason.PAYMENT_ID_REUSED);

    assertThat(sale.order(other)).isInstanceOf(Held.class);
    assertThat(sale.payments).hasSize(1);
  }

  @Test
  void a_late_payment_goes_back_where_the_organiser_says_so() {
    expirePlaced();

    assertRefund(Ask.pay(place), RefundReason.ALREADY_EXPIRED);
    assertThat(sale.order(place)).isInstanceOf(Expired.class);
  }

  @Test
  void a_late_payment_takes_the_tickets_again_where_the_organiser_says_so() {
    sale.send(Ask.change(TERMS.reacquiring()));
    expirePlaced();
    sale.send(Ask.cancel(lastPlaced));

    sale.send(Ask.pay(place));

    assertThat(sale.last().kind()).isEqualTo(Kind.CONFIRMED);
    assertThat(sale.last().change()).isEqualTo(new Balance(0, -3, 0, 3));
    assertThat(sale.order(place)).isInstanceOf(Confirmed.class);
  }

  @Test
  void a_late_payment_goes_back_when_nothing_is_left() {
    sale.send(Ask.change(TERMS.reacquiring()));
    expirePlaced();

    assertRefund(Ask.pay(place), RefundReason.EXPIRED_AND_SOLD_OUT);
  }

  @Test
  void a_late_payment_goes_back_when_the_customer_has_enough_already() {
    sale.send(Ask.change(TERMS.limits(10, 4).reacquiring()));
    sale.send(place);
    sale.after(61).send(Ask.place("ada", 2));
    assertThat(sale.order(place)).isInstanceOf(Expired.class);

    assertRefund(Ask.pay(place), RefundReason.EXPIRED_AND_CUSTOMER_LIMIT);
  }

  @Test
  void a_late_payment_of_the_wrong_amount_takes_nothing() {
    sale.send(Ask.change(TERMS.reacquiring()));
    expirePlaced();
    sale.send(Ask.cancel(lastPlaced));

    assertRefund(pay("pay-1", 1, "EUR"), RefundReason.WRONG_AMOUNT);
    assertRefund(pay("pay-2", 3 * SaleTerms.PRICE, "USD"), RefundReason.WRONG_CURRENCY);
  }

  @Test
  void an_order_keeps_its_price() {
    sale.send(place);
    sale.send(Ask.change(TERMS.price(9_900)));
    var dear = Ask.place("bob", 1);
    sale.send(dear);

    sale.send(Ask.pay(place));
    assertThat(sale.order(place)).isInstanceOf(Confirmed.class);
    assertRefund(Ask.pay(dear), RefundReason.WRONG_AMOUNT);
    assertThat(sale.order(dear).facts().amountMinor()).isEqualTo(9_900);
  }

  private final PlaceOrder lastPlaced = Ask.place("bob", 10);

  /** Ada's hold has ended and somebody else took all there was. */
  private void expirePlaced() {
    sale.at(NOON).send(place);
    sale.after(60).send(lastPlaced);
    assertThat(sale.order(place)).isInstanceOf(Expired.class);
  }

  private ConfirmPayment pay(String paymentId, long amount, String currency) {
    return Ask.pay(new Payment(paymentId, place.orderId(), amount, currency));
  }

  private void assertRefund(ConfirmPayment payment, RefundReason reason) {
    var before = sale.balance;
    assertThat(sale.send(payment)).singleElement().satisfies(row -> {
      assertThat(row.kind()).isEqualTo(Kind.REFUND_DUE);
      assertThat(row.reason()).isEqualTo(reason.name());
    });
    assertThat(sale.balance).isEqualTo(before);
  }
}
