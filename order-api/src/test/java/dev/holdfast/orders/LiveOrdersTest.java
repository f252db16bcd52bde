package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveOrdersTest {

  private static final int SHARD = 3;
  private static final Revision FIRST = new Revision(1, 1);
  private static final Revision SECOND = new Revision(1, 2);
  private static final Revision RESTORED = new Revision(2, 1);

  private final LiveOrders live = new LiveOrders();

  @Test
  void only_who_has_seen_nothing_newer_is_shown_an_order_from_memory() {
    var order = order(SECOND);
    live.remember(SHARD, List.of(order));

    for (var known : List.of(Known.of(Revision.PENDING), Known.of(Revision.NOT_RECEIVED),
        Known.of(FIRST), Known.of(SECOND), new Known(Set.of(FIRST, SECOND), false))) {
      assertThat(live.find(SHARD, order.key(), known)).as("%s", known).contains(order);
    }
    for (var known : List.of(Known.NOTHING, Known.of(RESTORED), Known.of(new Revision(1, 3)),
        new Known(Set.of(FIRST, RESTORED), false), new Known(Set.of(FIRST), true))) {
      assertThat(live.find(SHARD, order.key(), known)).as("%s", known).isEmpty();
    }
  }

  @Test
  void a_shard_is_forgotten_and_the_others_are_not() {
    var one = order(FIRST);
    var other = order(FIRST);
    live.remember(SHARD, List.of(one));
    live.remember(SHARD + 1, List.of(other));

    live.forget(SHARD);

    assertThat(live.find(SHARD, one.key(), Known.of(FIRST))).isEmpty();
    assertThat(live.find(SHARD + 1, other.key(), Known.of(FIRST))).isPresent();
  }

  @Test
  void of_too_many_the_oldest_are_forgotten() {
    var orders = IntStream.rangeClosed(0, LiveOrders.MOST_OF_A_SHARD)
        .mapToObj(_ -> order(FIRST))
        .toList();
    live.remember(SHARD, orders);

    assertThat(live.find(SHARD, orders.getFirst().key(), Known.of(FIRST))).isEmpty();
    assertThat(live.find(SHARD, orders.get(1).key(), Known.of(FIRST))).isPresent();
  }

  @Test
  void a_look_that_comes_late_takes_nothing_back() {
    var order = order(SECOND);
    var waiter = new WaitingLine.Waiter(order.key(), new Known(Set.of(FIRST, SECOND), false));
    waiter.see(order);
    waiter.see(order(FIRST));

    var seen = Objects.requireNonNull(waiter.await(Duration.ofMillis(1)));

    assertThat(seen.revision()).isEqualTo(SECOND);
  }

  @Test
  void a_result_that_is_not_newer_is_not_remembered() {
    var api = Api.shared();
    try (var sale = Sale.on(api)) {
      var url = sale.order().header("Location");
      var place = sale.placed();
      sale.project(Inventory.changed(place, 2));
      api.bean(Waiting.class).wake(Inventory.shardOf(place.eventId()));

      sale.project(Inventory.changed(place, 1));

      var shown = sale.guest().call("GET", url).header("If-None-Match", "\"1-1\"").send();
      assertThat(shown.header("ETag")).isEqualTo("\"1-2\"");
    }
  }

  private static ShownOrder order(Revision revision) {
    return new ShownOrder(new OrderKey("event", UUID.randomUUID()), revision, "account", 1, 2_500,
        "EUR", "hash", Inventory.PLACED, OrderStatus.HELD, null, Inventory.PLACED, null, 9,
        Inventory.PLACED, null);
  }
}
