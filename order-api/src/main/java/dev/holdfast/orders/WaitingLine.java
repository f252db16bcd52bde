package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Who waits for one shard. At most one look at the view runs at a time. */
final class WaitingLine {

  private final Orders orders;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final Queue<CompletableFuture<Void>> bells = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();

  WaitingLine(Orders orders) {
    this.orders = orders;
  }

  /** One parked request. Two requests for the same order are two waiters: identity counts. */
  static final class Waiter {

    private final OrderKey key;
    private final Predicate<Revision> known;
    private final CompletableFuture<ShownOrder> answer;

    Waiter(OrderKey key, Predicate<Revision> known, CompletableFuture<ShownOrder> answer) {
      this.key = key;
      this.known = known;
      this.answer = answer;
    }

    CompletableFuture<ShownOrder> answer() {
      return answer;
    }
  }

  void enter(Waiter waiter) {
    waiters.add(waiter);
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
    // Whoever enters after this looks at the view himself.
    if (waiters.isEmpty() && bells.isEmpty()) {
      return;
    }
    if (signals.getAndIncrement() == 0) {
      Thread.ofVirtual().name("waiting-line").start(this::look);
    }
  }

  void dismiss() {
    ring();
    var closing = new IllegalStateException("shutting down");
    waiters.forEach(waiter -> waiter.answer.completeExceptionally(closing));
  }

  // A signal during the look means news the look may have missed: look again.
  private void look() {
    var seen = signals.get();
    try {
      do {
        seen = signals.get();
        ring();
        answer();
      } while (!signals.compareAndSet(seen, 0));
    } catch (DataAccessException e) {
      // They go on waiting: the next signal, or the regular look, tries again.
      signals.set(0);
    }
  }

  private void ring() {
    for (var bell = bells.poll(); bell != null; bell = bells.poll()) {
      bell.complete(null);
    }
  }

  private void answer() {
    var keys = waiters.stream().map(waiter -> waiter.key).collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return;
    }
    var found = orders.findAll(keys)
        .stream()
        .collect(Collectors.toMap(ShownOrder::key, Function.identity()));
    for (var waiter : waiters) {
      var order = found.get(waiter.key);
      if (order != null && !waiter.known.test(order.revision())) {
        waiter.answer.complete(order);
      }
    }
  }
}
