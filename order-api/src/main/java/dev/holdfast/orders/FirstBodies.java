package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import dev.holdfast.orders.model.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** What each idempotency key was first used for, as far as this instance or the view knows. */
@Component
public class FirstBodies {

  private static final int MOST = 100_000;
  private static final Duration NEW = Duration.ofSeconds(5);
  private static final int LOOKS_AT_A_TIME = 4;
  private static final int PATIENCE_MILLIS = 500;

  private final Orders orders;
  private final InstantSource clock;
  private final Semaphore looks = new Semaphore(LOOKS_AT_A_TIME);
  private final Map<OrderKey, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<OrderKey, String> eldest) {
      return size() > MOST;
    }
  };

  FirstBodies(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** What is known of the first use of a key. */
  public enum First {
    /** It was for the same wish: this is a repeat. */
    SAME,
    /** It was for another wish. */
    ANOTHER,
    /** Neither this instance nor the view has met the key. */
    NONE,
    /** The view does not say. */
    UNKNOWN
  }

  /**
   * What the key was first used for.
   *
   * @param thoroughly whether to look at the view even for a key made a moment ago
   */
  public First find(OrderKey order, Wish wish, boolean thoroughly) {
    synchronized (remembered) {
      var first = remembered.get(order);
      if (first != null) {
        return compare(first, wish);
      }
    }
    return !thoroughly && isNew(wish) ? First.NONE : inView(order, wish);
  }

  /** Remembers a wish; false if its key was used for another in the meantime. */
  public boolean remember(OrderKey order, Wish wish) {
    var body = wish.bodyHash();
    synchronized (remembered) {
      return remembered.computeIfAbsent(order, _ -> body).equals(body);
    }
  }

  /** Takes back what was remembered: the wish certainly did not get into the log. */
  public void forget(OrderKey order, Wish wish) {
    synchronized (remembered) {
      remembered.remove(order, wish.bodyHash());
    }
  }

  // A key the client made a moment ago has hardly been decided elsewhere: spare it the look-up.
  private boolean isNew(Wish wish) {
    var now = clock.instant();
    return wish.key()
        .madeAt()
        .filter(made -> Duration.between(made, now).abs().compareTo(NEW) < 0)
        .isPresent();
  }

  // Without the view the first in the log wins, which is as good: it must not hold up the sale. Few
  // look at a time, so that a crowd of orders does not keep the readers of statuses from the pool.
  private First inView(OrderKey order, Wish wish) {
    try {
      if (!looks.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return First.UNKNOWN;
      }
      return look(order).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .map(first -> compare(first.bodyHash(), wish))
          .orElse(First.NONE);
    } catch (ExecutionException | TimeoutException e) {
      return First.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return First.UNKNOWN;
    }
  }

  // On a thread of its own: a wait for a connection can't be cut short without breaking it.
  private CompletableFuture<Optional<ShownOrder>> look(OrderKey order) {
    var found = new CompletableFuture<Optional<ShownOrder>>();
    Thread.ofVirtual().name("first-bodies").start(() -> {
      try {
        found.complete(orders.find(order));
      } catch (RuntimeException e) {
        found.completeExceptionally(e);
      } finally {
        looks.release();
      }
    });
    return found;
  }

  private static First compare(String firstBody, Wish wish) {
    return firstBody.equals(wish.bodyHash()) ? First.SAME : First.ANOTHER;
  }
}
