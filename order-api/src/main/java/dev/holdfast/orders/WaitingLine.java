package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who waits for one shard. At most one look at the view runs at a time. */
final class WaitingLine {

  private static final Logger log = LoggerFactory.getLogger(WaitingLine.class);

  private final Orders orders;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final Queue<CompletableFuture<Void>> bells = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicBoolean news = new AtomicBoolean();

  WaitingLine(Orders orders) {
    this.orders = orders;
  }

  /** What a look found: no order as long as it is not decided. */
  record Seen(Optional<ShownOrder> order) {}

  /** One parked request. Two requests for the same order are two waiters: identity counts. */
  static final class Waiter {

    private final OrderKey key;
    private final Predicate<Revision> known;
    private final CompletableFuture<Seen> answer = new CompletableFuture<>();
    private volatile @Nullable Seen seen;

    Waiter(OrderKey key, Predicate<Revision> known) {
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

    private void see(Optional<ShownOrder> order) {
      var now = new Seen(order);
      seen = now;
      if (!known.test(order.map(ShownOrder::revision).orElse(Revision.PENDING))) {
        answer.complete(now);
      }
    }
  }

  /** Lets a waiter in; the next look, by itself or together with other newcomers, is his. */
  void enter(Waiter waiter) {
    waiters.add(waiter);
    signal();
  }

  void leave(Waiter waiter) {
    waiters.remove(waiter);
  }

  CompletableFuture<Void> bell() {
    var bell = new CompletableFuture<Void>();
    bells.add(bell);
    return bell;
  }

  void wake() {
    // Whoever enters after this is looked for anyway.
    if (waiters.isEmpty() && bells.isEmpty()) {
      return;
    }
    news.set(true);
    signal();
  }

  private void signal() {
    if (signals.getAndIncrement() == 0) {
      Thread.ofVirtual().name("waiting-line").start(this::look);
    }
  }

  void dismiss() {
    ring();
    var closing = new IllegalStateException("shutting down");
    waiters.forEach(waiter -> waiter.answer.completeExceptionally(closing));
  }

  // A signal during the look means news, or newcomers, the look may have missed: look again.
  private void look() {
    var heard = signals.get();
    try {
      do {
        heard = signals.get();
        if (news.getAndSet(false)) {
          ring();
          answer(List.copyOf(waiters));
        } else {
          answer(waiters.stream().filter(waiter -> waiter.seen == null).toList());
        }
      } while (!signals.compareAndSet(heard, 0));
    } catch (RuntimeException e) {
      // They go on waiting: the next signal, or the regular look, tries again.
      log.atDebug().setCause(e).log("No view to look at");
      signals.set(0);
    }
  }

  private void ring() {
    for (var bell = bells.poll(); bell != null; bell = bells.poll()) {
      bell.complete(null);
    }
  }

  private void answer(List<Waiter> asking) {
    var keys = asking.stream().map(waiter -> waiter.key).collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return;
    }
    var found = orders.findAll(keys)
        .stream()
        .collect(Collectors.toMap(ShownOrder::key, Function.identity()));
    asking.forEach(waiter -> waiter.see(Optional.ofNullable(found.get(waiter.key))));
  }
}
