package dev.holdfast.orders;

import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The orders this instance has projected lately, as its commits left them in the view.
 *
 * <p>Another instance may have taken a shard over and be ahead, without this one knowing it yet. So
 * an order is shown from here only to who says, by {@code If-None-Match}, which state he has seen,
 * and only if this one is not older: he is never led backwards. Who does not say may have seen any
 * state at any instance, and reads the view. A shard is forgotten as soon as somebody else says he
 * has written to it, or when nothing could be heard for a while.
 */
@Component
class LiveOrders {

  static final int MOST_OF_A_SHARD = 5_000;
  private static final long KEPT = Duration.ofMinutes(1).toNanos();

  private final Map<Integer, Shard> shards = new ConcurrentHashMap<>();

  private record Live(ShownOrder order, long writtenAt) {}

  /** The order, in a state that is not older than what the client says he has. */
  Optional<ShownOrder> find(int shard, OrderKey key, Known known) {
    return Optional.ofNullable(shards.get(shard))
        .flatMap(orders -> orders.find(key))
        .filter(order -> known.endsAt(order.revision()));
  }

  /** A transaction that has committed left these orders so. */
  void remember(int shard, Collection<ShownOrder> written) {
    shards.computeIfAbsent(shard, _ -> new Shard()).remember(written);
  }

  /** Somebody else has changed orders of this shard, or may have. */
  void forget(int shard) {
    shards.remove(shard);
  }

  void forgetAll() {
    shards.clear();
  }

  /** The newest orders only: who comes back, comes back soon. */
  private static final class Shard {

    private final Map<OrderKey, Live> orders = new LinkedHashMap<>() {

      @Override
      protected boolean removeEldestEntry(Map.Entry<OrderKey, Live> eldest) {
        return size() > MOST_OF_A_SHARD;
      }
    };

    synchronized Optional<ShownOrder> find(OrderKey key) {
      return Optional.ofNullable(orders.get(key))
          .filter(live -> System.nanoTime() - live.writtenAt < KEPT)
          .map(Live::order);
    }

    synchronized void remember(Collection<ShownOrder> written) {
      var now = System.nanoTime();
      written.forEach(order -> orders.put(order.key(), new Live(order, now)));
    }
  }
}
