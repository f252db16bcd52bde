package dev.holdfast.inventory.jdbc;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.inventory.Orders.Keyed;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;

class OrderTableTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("order_table_test");
  private static final InventoryContext CONTEXT = new InventoryContext(DATABASE, "inventory");

  private final Orders orders = CONTEXT.get(Orders.class);
  private final EventBook book = Any.book("night", SaleTerms.of(100));

  @BeforeEach
  void clear() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void an_order_comes_back_in_the_state_it_was_written_in() {
    var held = hold("ada", NOON);
    var confirmed = book.confirm(hold("bob", NOON), payment("pay-1"), Any.request());
    var expired = book.expire(hold("cleo", NOON));
    var cancelled = book.cancel(hold("dan", NOON), Any.request());
    var rejected = book.reject(Any.order(3), RejectionReason.SOLD_OUT, Any.request());

    orders.save(0, List.of(book));

    for (var order : List.of(held, confirmed, expired, cancelled, rejected)) {
      assertThat(orders.find(0, Set.of(key(order)))).containsExactly(new Keyed("night", order));
    }
    assertThat(orders.find(1, Set.of(key(held)))).isEmpty();
    assertThat(orders.find(0, Set.of(new Orders.Key("other", held.id())))).isEmpty();
    assertThat(orders.find(0, Set.of(new Orders.Key("night", UUID.randomUUID())))).isEmpty();
    assertThat(orders.find(0, Set.of())).isEmpty();
  }

  @Test
  void a_move_is_written_over_the_order() {
    var held = hold("ada", NOON);
    orders.save(0, List.of(book));
    var later = Any.book("night", SaleTerms.of(100));
    later.load(held);

    var confirmed = later.confirm(held, Any.paymentFor(held), Any.request());
    orders.save(0, List.of(later));

    assertThat(orders.find(0, Set.of(key(held)))).containsExactly(new Keyed("night", confirmed));
  }

  @Test
  void overdue_are_unpaid_orders_whose_hold_has_ended_and_the_oldest_come_first() {
    var second = hold("ada", NOON.plusSeconds(2));
    var first = hold("bob", NOON.plusSeconds(1));
    var atTheEdge = hold("cleo", NOON.plusSeconds(3));
    hold("dan", NOON.plusSeconds(3).plusMillis(1));
    book.cancel(hold("eve", NOON), Any.request());
    orders.save(0, List.of(book));

    assertThat(overdue(NOON.plusSeconds(3), 10)).containsExactly(first, second, atTheEdge);
    assertThat(overdue(NOON.plusSeconds(3), 2)).containsExactly(first, second);
    assertThat(overdue(NOON, 10)).isEmpty();
    assertThat(orders.overdue(1, List.of("night"), NOON.plusSeconds(9), 10)).isEmpty();
    assertThat(orders.overdue(0, List.of(), NOON.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  void the_limit_of_overdue_orders_is_per_event() {
    hold("ada", NOON);
    hold("bob", NOON);
    var other = Any.book("other", SaleTerms.of(100));
    other.hold(Any.order(1), NOON, Any.request());
    orders.save(0, List.of(book, other));

    assertThat(orders.overdue(0, List.of("night", "other"), NOON, 1))
        .extracting(Keyed::eventId)
        .containsExactlyInAnyOrder("night", "other");
  }

  @Test
  void the_oldest_overdue_orders_of_each_event_expire_and_no_others() {
    var second = hold("ada", NOON.plusSeconds(2));
    var first = hold("bob", NOON.plusSeconds(1));
    var kept = hold("cleo", NOON.plusSeconds(3));
    var other = Any.book("other", SaleTerms.of(100));
    var due = other.hold(Any.order(1), NOON, Any.request());
    var locked = Any.book("locked", SaleTerms.of(100));
    var untouched = locked.hold(Any.order(1), NOON, Any.request());
    orders.save(0, List.of(book, other, locked));

    var expired = orders.expire(0, List.of("night", "other"), NOON.plusSeconds(9), 2);

    assertThat(expired).containsExactlyInAnyOrder(new Keyed("night", first),
        new Keyed("night", second), new Keyed("other", due));
    assertThat(orders.find(0, Set.of(key(first), key(second), key(kept))))
        .extracting(Keyed::order)
        .containsExactlyInAnyOrder(first.expire(), second.expire(), kept);
    assertThat(orders.find(0, Set.of(new Orders.Key("locked", untouched.id()))))
        .containsExactly(new Keyed("locked", untouched));
    assertThat(orders.expire(0, List.of("night"), NOON, 2)).isEmpty();
    assertThat(orders.expire(1, List.of("night"), NOON.plusSeconds(9), 2)).isEmpty();
  }

  @Test
  void overdue_orders_of_a_buyer_are_only_his_own() {
    var own = hold("ada", NOON);
    hold("ada", NOON.plusSeconds(1));
    hold("bob", NOON);
    orders.save(0, List.of(book));

    assertThat(orders.overdueOf(0, Set.of(new Buyer("night", "ada")), NOON))
        .containsExactly(new Keyed("night", own));
    assertThat(orders.overdueOf(0, Set.of(new Buyer("other", "ada")), NOON)).isEmpty();
    assertThat(orders.overdueOf(0, Set.of(), NOON)).isEmpty();
  }

  @Test
  void a_row_that_vanished_is_not_passed_over() {
    var kept = hold("ada", NOON);
    var vanished = hold("bob", NOON);
    orders.save(0, List.of(book));
    DATABASE.superuser()
        .sql("DELETE FROM inventory.orders WHERE order_id = :id")
        .param("id", vanished.id())
        .update();
    var later = Any.book("night", SaleTerms.of(100));
    List.of(kept, vanished).forEach(later::load);
    later.expire(kept);
    later.expire(vanished);

    assertThatThrownBy(() -> orders.save(0, List.of(later)))
        .isInstanceOf(JdbcUpdateAffectedIncorrectNumberOfRowsException.class)
        .hasMessageContaining("'rows of orders' affected 1 rows, not 2");
  }

  private Held hold(String accountId, Instant until) {
    return book.hold(Any.order(accountId, 2), until, Any.request());
  }

  private static Payment payment(String id) {
    return new Payment(id, UUID.randomUUID(), 5_000, "EUR");
  }

  private List<Order> overdue(Instant until, int limit) {
    return orders.overdue(0, List.of("night"), until, limit).stream().map(Keyed::order).toList();
  }

  private static Orders.Key key(Order order) {
    return new Orders.Key("night", order.id());
  }
}
