package dev.holdfast.orders;

import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Shows an order: from memory where that can't lead the client backwards (see {@link LiveOrders}),
 * else from the view, by one read without a transaction; or waits for news of it.
 */
@Service
public class ShowOrder {

  private final Requests requests;
  private final Waiting waiting;
  private final LiveOrders live;

  ShowOrder(Requests requests, Waiting waiting, LiveOrders live) {
    this.requests = requests;
    this.waiting = waiting;
    this.live = live;
  }

  /**
   * The order as it is now; empty while it is not decided.
   *
   * @param known what the client has already
   * @param wait how long to wait for something else than that; or, where the client has not said
   *     what it has, for the decision
   */
  public Optional<ShownOrder> show(OrderKey key, Known known, Duration wait) {
    var shard = requests.shardOf(key.eventId());
    return wait.isZero() || waiting.isFull()
        ? live.find(shard, key, known).or(() -> waiting.look(shard, key))
        : waiting.await(shard, key, known, wait);
  }
}
