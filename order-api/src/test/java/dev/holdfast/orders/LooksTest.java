package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.orders.WaitingLine.Waiter;
import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LooksTest {

  private final Orders view = Api.shared().bean(Orders.class);
  private final List<Integer> looks = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void who_asks_while_a_look_is_under_way_shares_the_next_one() {
    var line = new WaitingLine(new SlowOrders());
    var first = waiter();
    line.lookFor(first);
    await().until(() -> looks.size() == 1);
    var others = Stream.generate(LooksTest::waiter).limit(100).toList();
    others.forEach(line::lookFor);

    goOn.countDown();

    assertThat(first.await(Duration.ofSeconds(30))).isNotNull();
    assertThat(others)
        .allSatisfy(other -> assertThat(other.await(Duration.ofSeconds(30))).isNotNull());
    assertThat(looks).containsExactly(1, 100);
  }

  private static Waiter waiter() {
    return new Waiter(new OrderKey("event", UUID.randomUUID()), Known.NOTHING);
  }

  /** The real view, whose looks are counted and held up. */
  private final class SlowOrders implements Orders {

    @Override
    public List<ShownOrder> findAll(Collection<OrderKey> keys) {
      looks.add(keys.size());
      try {
        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return view.findAll(keys);
    }

    @Override
    public Optional<ShownOrder> find(OrderKey key) {
      return view.find(key);
    }

    @Override
    public boolean isMissing(OrderKey key, int shard, long progress) {
      return view.isMissing(key, shard, progress);
    }

    @Override
    public List<ShownOrder> of(String accountId, int limit, @Nullable Place after) {
      return view.of(accountId, limit, after);
    }
  }
}
