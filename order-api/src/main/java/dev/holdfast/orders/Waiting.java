package dev.holdfast.orders;

import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The requests parked until the view of their shard has news. A parked request holds a virtual
 * thread and nothing else. What this instance writes into the view answers them by itself; after
 * what others write, one query per shard looks for all of them.
 */
@Component
public class Waiting implements SmartLifecycle {

  /** How long a look may take before everybody looks for himself. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Orders orders;
  private final LiveOrders live;
  private final Map<Integer, WaitingLine> lines = new ConcurrentHashMap<>();
  private final AtomicInteger parked = new AtomicInteger();
  private volatile boolean open;

  Waiting(Orders orders, LiveOrders live, MeterRegistry meters) {
    this.orders = orders;
    this.live = live;
    meters.gauge("holdfast.requests.parked", this, Waiting::parked);
  }

  /**
   * Parks until the order is at a revision not {@code known} or the time is up, and tells it as it
   * was last seen in the view; empty while it is not decided. Who does not say what he has waits for
   * the decision.
   */
  Optional<ShownOrder> await(int shard, OrderKey key, Known known, Duration time) {
    var line = lines.computeIfAbsent(shard, _ -> new WaitingLine(orders));
    var waiter = new WaitingLine.Waiter(key,
        known.equals(Known.NOTHING) ? Known.of(Revision.PENDING) : known);
    parked.incrementAndGet();
    line.enter(waiter);
    try {
      // In the line before the look at what was written lately: what is written after it tells him.
      live.find(shard, key, known).ifPresentOrElse(waiter::see, () -> line.lookFor(waiter));
      // In the line before the look at whether it is open: who comes too late to be dismissed sees.
      var seen = open ? waiter.await(time) : null;
      return seen == null ? orders.find(key) : seen.order();
    } finally {
      line.leave(waiter);
      parked.decrementAndGet();
    }
  }

  /** The order as the view has it now: one query for all of the shard who ask at the same time. */
  Optional<ShownOrder> look(int shard, OrderKey key) {
    var waiter = new WaitingLine.Waiter(key, Known.NOTHING);
    lines.computeIfAbsent(shard, _ -> new WaitingLine(orders)).lookFor(waiter);
    var seen = waiter.await(LOOK);
    return seen == null ? orders.find(key) : seen.order();
  }

  /** A bell that rings once, at the next news of the shard. */
  CompletableFuture<Void> bell(int shard) {
    return lines.computeIfAbsent(shard, _ -> new WaitingLine(orders)).bell();
  }

  /** Somebody else has changed the view of a shard, or may have: look for all who wait for it. */
  public void wake(int shard) {
    live.forget(shard);
    var line = lines.get(shard);
    if (line != null) {
      line.wake();
    }
  }

  /** This instance has left these orders so in the view: answer those who waited for them. */
  void tell(int shard, Collection<ShownOrder> written) {
    live.remember(shard, written);
    var line = lines.get(shard);
    if (line != null) {
      line.tell(written);
    }
  }

  /** Anybody may have changed anything, and nobody has said so: everything is looked at anew. */
  public void lookAround() {
    live.forgetAll();
    lines.values().forEach(WaitingLine::wake);
  }

  /** How many requests wait at this moment. */
  int parked() {
    return parked.get();
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
