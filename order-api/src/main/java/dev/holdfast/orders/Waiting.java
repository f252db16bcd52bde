package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The requests parked until the view of their shard has news. A parked request holds a virtual
 * thread and nothing else; one query per shard answers all of them.
 */
@Component
public class Waiting implements SmartLifecycle {

  private final Orders orders;
  private final Map<Integer, WaitingLine> lines = new ConcurrentHashMap<>();
  private volatile boolean open;

  Waiting(Orders orders) {
    this.orders = orders;
  }

  /**
   * Parks until the order is at a revision not {@code known} or the time is up, and tells it as the
   * last look at the view found it; empty while it is not decided.
   */
  Optional<ShownOrder> await(int shard, OrderKey key, Predicate<Revision> known, Duration time) {
    var line = lines.computeIfAbsent(shard, _ -> new WaitingLine(orders));
    var waiter = new WaitingLine.Waiter(key, known);
    line.enter(waiter);
    try {
      // In the line before the look at whether it is open: who comes too late to be dismissed sees.
      var seen = open ? waiter.await(time) : null;
      return seen == null ? orders.find(key) : seen.order();
    } finally {
      line.leave(waiter);
    }
  }

  /** A bell that rings once, at the next news of the shard. */
  CompletableFuture<Void> bell(int shard) {
    return lines.computeIfAbsent(shard, _ -> new WaitingLine(orders)).bell();
  }

  /** The view of a shard has changed: answer those who waited for it. */
  public void wake(int shard) {
    var line = lines.get(shard);
    if (line != null) {
      line.wake();
    }
  }

  /** These orders in the view of a shard have changed: answer those who waited for them. */
  void wake(int shard, Collection<OrderKey> orders) {
    var line = lines.get(shard);
    if (line != null) {
      line.wake(orders);
    }
  }

  /** Looks for news that nobody announced: the signal may have been lost with its connection. */
  public void wakeAll() {
    lines.values().forEach(WaitingLine::wake);
  }

  @Override
  public void start() {
    open = true;
  }

  /** Before the web server stops: parked requests answer with what there is. */
  @Override
  public void stop() {
    open = false;
    lines.values().forEach(WaitingLine::dismiss);
  }

  @Override
  public boolean isRunning() {
    return open;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
