package dev.holdfast.orders;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for one shard. At most one look at the view runs at a time, and it looks for newcomers
 * only, as long as nobody else writes: with everybody, a crowd would cost the square of its size.
 */
final class WaitingLine {

  private static final Logger log = LoggerFactory.getLogger(WaitingLine.class);
  private static final int AT_A_TIME = 1_000;

  private final Orders orders;
  private final Map<OrderKey, List<Waiter>> waiters = new ConcurrentHashMap<>();
  private final Queue<Waiter> newcomers = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Void>> bells = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicBoolean everybody = new AtomicBoolean();

  WaitingLine(Orders orders) {
    this.orders = orders;
  }

  /** What a look found: no order as long as it is not decided. */
  record Seen(Optional<ShownOrder> order) {

    Revision revision() {
      return order.map(ShownOrder::revision).orElse(Revision.PENDING);
    }
  }

  /** One parked request. Two requests for the same order are two waiters: identity counts. */
  static final class Waiter {

    private final OrderKey key;
    private final Known known;
    private final CompletableFuture<Seen> answer = new CompletableFuture<>();
    private volatile @Nullable Seen seen;

    Waiter(OrderKey key, Known known) {
      this.key = key;
      this.known = known;
    }

    /** The answer or, when the time is up, what the last look found; null if there was none. */
    @Nullable
    Seen await(Duration time) {
      try {
        return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        return seen;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return seen;
      }
    }

    /** Ends the wait: whoever awaits the answer gets what the last look found. */
    void giveUp() {
      answer.completeExceptionally(new IllegalStateException("not waited for any more"));
    }

    /** The order is, or was a moment ago, like this in the view. */
    void see(ShownOrder order) {
      see(new Seen(Optional.of(order)));
    }

    // A look may come late with what it read before somebody told better.
    private synchronized void see(Seen now) {
      var before = seen;
      if (before == null || before.revision().compareTo(now.revision()) <= 0) {
        seen = now;
      }
      if (!known.has(now.revision())) {
        answer.complete(now);
      }
    }
  }

  /** Lets a waiter in: from now on he is told what is written. */
  void enter(Waiter waiter) {
    waiters.merge(waiter.key, List.of(waiter), WaitingLine::with);
  }

  /** The next look, by itself or together with other newcomers, is his. */
  void lookFor(Waiter waiter) {
    newcomers.add(waiter);
    signal();
  }

  void leave(Waiter waiter) {
    waiters.computeIfPresent(waiter.key, (_, all) -> without(all, waiter));
  }

  CompletableFuture<Void> bell() {
    var bell = new CompletableFuture<Void>();
    bells.add(bell);
    return bell;
  }

  /** Something has changed, and nobody here knows what: everybody is looked for. */
  void wake() {
    // Whoever enters after this is looked for anyway.
    if (!waiters.isEmpty() || !bells.isEmpty()) {
      everybody.set(true);
      ring();
      signal();
    }
  }

  /** These orders have changed, and are like this in the view. */
  void tell(Collection<ShownOrder> written) {
    ring();
    for (var order : written) {
      waiters.getOrDefault(order.key(), List.of()).forEach(waiter -> waiter.see(order));
    }
  }

  private void signal() {
    if (signals.getAndIncrement() == 0) {
      Thread.ofVirtual().name("waiting-line").start(this::look);
    }
  }

  void dismiss() {
    ring();
    waiters.values().forEach(all -> all.forEach(Waiter::giveUp));
  }

  // A signal during the look means news, or newcomers, the look may have missed: look again.
  private void look() {
    var heard = signals.get();
    try {
      do {
        heard = signals.get();
        answer(asking());
      } while (!signals.compareAndSet(heard, 0));
    } catch (RuntimeException e) {
      // They go on waiting: another look, in a second, tries again for all of them.
      log.atDebug().setCause(e).log("No view to look at");
      everybody.set(true);
      signals.set(0);
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::signal);
    }
  }

  private List<Waiter> asking() {
    var asking = new HashSet<Waiter>();
    for (var waiter = newcomers.poll(); waiter != null; waiter = newcomers.poll()) {
      asking.add(waiter);
    }
    if (everybody.getAndSet(false)) {
      waiters.values().forEach(asking::addAll);
    }
    return List.copyOf(asking);
  }

  private void ring() {
    for (var bell = bells.poll(); bell != null; bell = bells.poll()) {
      bell.complete(null);
    }
  }

  private void answer(List<Waiter> asking) {
    for (var from = 0; from < asking.size(); from += AT_A_TIME) {
      var some = asking.subList(from, Math.min(asking.size(), from + AT_A_TIME));
      var found = orders.findAll(some.stream().map(waiter -> waiter.key).collect(toSet()))
          .stream()
          .collect(toMap(ShownOrder::key, identity()));
      some.forEach(waiter -> waiter.see(new Seen(Optional.ofNullable(found.get(waiter.key)))));
    }
  }

  private static List<Waiter> with(List<Waiter> all, List<Waiter> more) {
    return Stream.concat(all.stream(), more.stream()).toList();
  }

  private static @Nullable List<Waiter> without(List<Waiter> all, Waiter one) {
    var others = all.stream().filter(waiter -> waiter != one).toList();
    return others.isEmpty() ? null : others;
  }
}
