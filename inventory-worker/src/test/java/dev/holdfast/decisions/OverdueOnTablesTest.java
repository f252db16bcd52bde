package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The worker finds what is overdue in the tables, with no expiry worker about. */
class OverdueOnTablesTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("overdue_on_tables_test");

  @Test
  void tickets_flow_even_while_the_expiry_worker_is_down() {
    var slow = Ask.place("ada", 2);
    var next = Ask.place("bob", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2)), slow);
    INVENTORY.endHolds();

    INVENTORY.decide(next);

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
  }

  @Test
  void an_overdue_order_that_the_batch_names_itself_is_moved_once() {
    var paid = Ask.place("ada", 1);
    var cancelled = Ask.place("bob", 1);
    var slow = Ask.place("cleo", 1);
    INVENTORY.decide(Ask.open(SaleTerms.of(3)), paid, cancelled, slow);
    INVENTORY.endHolds();

    INVENTORY.decide(Ask.pay(paid), Ask.cancel(cancelled), Ask.place("dan", 2), Ask.pay(slow),
        Ask.cancel(slow));

    assertThat(INVENTORY.statusOf(paid)).isEqualTo("CONFIRMED");
    assertThat(INVENTORY.statusOf(cancelled)).isEqualTo("CANCELLED");
    assertThat(INVENTORY.statusOf(slow)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.count("ledger WHERE reason = 'ALREADY_EXPIRED'")).isEqualTo(2);
  }

  @Test
  void a_late_payment_takes_the_tickets_of_overdue_holds() {
    var late = Ask.place("ada", 2);
    var slow = Ask.place("bob", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2).reacquiring()), late);
    INVENTORY.endHolds();
    INVENTORY.decide(slow);
    INVENTORY.endHolds();

    INVENTORY.decide(Ask.pay(late));

    assertThat(INVENTORY.statusOf(slow)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.statusOf(late)).isEqualTo("CONFIRMED");
  }

  @Test
  void the_limit_of_a_late_payer_counts_what_he_has_by_now() {
    var late = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(4).limits(2, 2).reacquiring()), late);
    INVENTORY.endHolds();
    var second = Ask.place("ada", 2);
    INVENTORY.decide(second);
    assertThat(INVENTORY.statusOf(late)).isEqualTo("EXPIRED");

    INVENTORY.decide(Ask.pay(late));

    assertThat(INVENTORY.count("ledger WHERE reason = 'EXPIRED_AND_CUSTOMER_LIMIT'")).isOne();
    assertThat(INVENTORY.statusOf(second)).isEqualTo("HELD");
  }

  @Test
  void a_customers_own_overdue_hold_is_found_behind_thousands_of_others() {
    INVENTORY.decide(Ask.open(SaleTerms.of(10_000).limits(1, 1)));
    for (int thousand = 0; thousand < 5; thousand++) {
      INVENTORY.decide(IntStream.range(1_000 * thousand, 1_000 * (thousand + 1))
          .mapToObj(i -> Ask.place("account-" + i, 1))
          .toArray(Request[]::new));
    }
    var own = Ask.place("ada", 1);
    INVENTORY.decide(own);
    // Else the thousands are compared with each other one by one.
    INVENTORY.database().superuser().sql("ANALYZE inventory.orders, inventory.ledger").update();
    INVENTORY.endHolds(Instant.now().truncatedTo(ChronoUnit.MILLIS).minusMillis(1));
    endLater(own);
    var next = Ask.place("ada", 1);

    INVENTORY.decide(next);

    assertThat(INVENTORY.statusOf(own)).isEqualTo("EXPIRED");
    assertThat(INVENTORY.statusOf(next)).isEqualTo("HELD");
    assertThat(INVENTORY.count("orders WHERE status = 'EXPIRED'")).isOne();
  }

  private static void endLater(PlaceOrder place) {
    for (var table : List.of("orders", "ledger")) {
      INVENTORY.database()
          .superuser()
          .sql("UPDATE inventory." + table
              + " SET hold_until = hold_until + interval '1 ms' WHERE order_id = :id")
          .param("id", place.orderId())
          .update();
    }
  }
}
