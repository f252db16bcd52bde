package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** Shows an order from the view: one read without a transaction, or a wait for news of it. */
@Service
public class ShowOrder {

  private final Orders orders;
  private final Requests requests;
  private final Waiting waiting;

  ShowOrder(Orders orders, Requests requests, Waiting waiting) {
    this.orders = orders;
    this.requests = requests;
    this.waiting = waiting;
  }

  /**
   * The order as it is now; empty while it is not decided.
   *
   * @param known what the client knows already
   * @param wait how long to wait for something else than that
   */
  public Optional<ShownOrder> show(OrderKey key, Predicate<Revision> known, Duration wait) {
    return wait.isZero()
        ? orders.find(key)
        : waiting.await(requests.shardOf(key.eventId()), key, known, wait);
  }
}
