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
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The requests parked until the view of their shard has news. A parked request holds a virtual
 * thread and nothing else. What this instance writes into the view answers them by itself; after
 * what others write, one query per shard looks for all of them.
 */
@Component
public class Waiting implements SmartLifecycle {

  /** What a parked request holds, nearly all of it Tomcat's buffers. */
  static final long PARKED_BYTES = 128 * 1024;

  /** Half of the heap. */
  private static final long MOST_PARKED = Runtime.getRuntime().maxMemory() / 2 / PARKED_BYTES;

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
    try (var place = enter(shard, key,
        known.equals(Known.NOTHING) ? Known.of(Revision.PENDING) : known)) {
      // In the line before the look at what was written lately: what is written after it tells him.
      live.find(shard, key, known).ifPresentOrElse(place.waiter::see, place::look);
      var seen = place.await(time);
      return seen == null ? orders.find(key) : seen.order();
    }
  }

  /** A place in the line of a shard for somebody who wants something else than {@code known}. */
  Place enter(int shard, OrderKey key, Known known) {
    var place = new Place(line(shard), new WaitingLine.Waiter(key, known));
    parked.incrementAndGet();
    place.line.enter(place.waiter);
    return place;
  }

  /** Whoever has a place is told what this instance writes of his order. */
  final class Place implements AutoCloseable {

    private final WaitingLine line;
    private final WaitingLine.Waiter waiter;

    private Place(WaitingLine line, WaitingLine.Waiter waiter) {
      this.line = line;
      this.waiter = waiter;
    }

    /** Looks for what was written before. */
    void look() {
      line.lookFor(waiter);
    }

    /** What was seen last when there was news, or when the time is up; null if nobody looked. */
    WaitingLine.@Nullable Seen await(Duration time) {
      // In the line before the look at whether it is open: who comes too late to be dismissed sees.
      return open ? waiter.await(time) : null;
    }

    /** There is nothing to wait for any more. */
    void giveUp() {
      waiter.giveUp();
    }

    @Override
    public void close() {
      line.leave(waiter);
      parked.decrementAndGet();
    }
  }

  /** The order as the view has it now: one query for all of the shard who ask at the same time. */
  Optional<ShownOrder> look(int shard, OrderKey key) {
    var waiter = new WaitingLine.Waiter(key, Known.NOTHING);
    line(shard).lookFor(waiter);
    var seen = waiter.await(LOOK);
    return seen == null ? orders.find(key) : seen.order();
  }

  /** A bell that rings once, at the next news of the shard. */
  CompletableFuture<Void> bell(int shard) {
    return line(shard).bell();
  }

  private WaitingLine line(int shard) {
    return lines.computeIfAbsent(shard, _ -> new WaitingLine(orders));
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

  /** So many wait that whoever comes now is told at once what there is. */
  boolean isFull() {
    return parked() >= MOST_PARKED;
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
