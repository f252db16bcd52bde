package dev.holdfast.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Nobody learns from the time of a 404 whether an order exists: the work is counted, in looks at
 * the view and in MACs, for time says nothing on a busy machine.
 */
class FindOrderTest {

  private static final String KEY = "k".repeat(32);

  @AutoClose
  private final CountedMacs macs = new CountedMacs();
  @AutoClose
  private final Sale sale = Sale.on(Api.shared());
  private final References references = new References(
      List.of(KEY.getBytes(UTF_8), KEY.replace('k', 'l').getBytes(UTF_8)));
  private final Looks looks = new Looks(Api.shared().bean(Orders.class));
  private final FindOrder findOrder = new FindOrder(references, looks);

  /** What a question cost. */
  private record Work(int looks, int macs, boolean found) {}

  @Test
  void a_foreign_order_costs_a_buyer_what_a_made_up_one_does() {
    var placed = decided();
    Function<String, Optional<OrderKey>> bob = reference -> findOrder.ofOwner(reference, "bob");

    assertThat(work(bob, references.sign(placed, "bob"))).isEqualTo(new Work(0, 2, true));
    assertThat(work(bob, references.sign(placed, "alice"))).isEqualTo(new Work(0, 2, false));
    assertThat(work(bob, references.sign(anOrder(placed.eventId()), "alice")))
        .isEqualTo(new Work(0, 2, false));
    assertThat(work(bob, forged(placed))).isEqualTo(new Work(0, 2, false));
    assertThat(work(bob, forged(anOrder("no-such-event")))).isEqualTo(new Work(0, 2, false));
  }

  @Test
  void a_forged_reference_costs_a_payment_service_the_same_with_an_order_and_without() {
    var placed = decided();
    var account = sale.guest().accountId();
    Function<String, Optional<OrderKey>> anybody = findOrder::ofAnybody;

    assertThat(work(anybody, references.sign(placed, account))).isEqualTo(new Work(1, 2, true));
    assertThat(work(anybody, forged(placed))).isEqualTo(new Work(1, 2, false));
    assertThat(work(anybody, forged(anOrder(placed.eventId()))))
        .isEqualTo(new Work(1, 2, false));
    assertThat(work(anybody, forged(anOrder("no-such-event"))))
        .isEqualTo(new Work(1, 2, false));
  }

  private Work work(Function<String, Optional<OrderKey>> question, String reference) {
    looks.asked = 0;
    macs.done();
    var found = question.apply(reference).isPresent();
    return new Work(looks.asked, macs.done(), found);
  }

  private OrderKey decided() {
    sale.order();
    var place = sale.placed();
    sale.project(Inventory.held(place, 2));
    return new OrderKey(place.eventId(), place.orderId());
  }

  private static OrderKey anOrder(String eventId) {
    return new OrderKey(eventId, UUID.randomUUID());
  }

  private String forged(OrderKey order) {
    return new References(List.of("f".repeat(32).getBytes(UTF_8))).sign(order, "bob");
  }

  /** The real view, whose looks are counted. */
  private static final class Looks implements Orders {

    private final Orders view;
    private int asked;

    Looks(Orders view) {
      this.view = view;
    }

    @Override
    public Optional<ShownOrder> find(OrderKey key) {
      asked++;
      return view.find(key);
    }

    @Override
    public List<ShownOrder> findAll(Collection<OrderKey> keys) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isMissing(OrderKey key, int shard, long progress) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ShownOrder> of(String accountId, int limit, @Nullable Place after) {
      throw new UnsupportedOperationException();
    }
  }
}
