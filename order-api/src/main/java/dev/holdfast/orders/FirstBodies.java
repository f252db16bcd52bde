package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ShownOrder;
import dev.holdfast.orders.model.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What each idempotency key was first used for, as far as this instance or the view knows. */
@Component
public class FirstBodies {

  private static final int MOST = 100_000;
  private static final Duration NEW = Duration.ofSeconds(5);

  private final Orders orders;
  private final InstantSource clock;
  private final Map<UUID, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
      return size() > MOST;
    }
  };

  FirstBodies(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** Whether this wish is the first, or a repeat of the first, under its key. */
  public boolean agree(OrderKey order, Wish wish) {
    var body = wish.bodyHash();
    synchronized (remembered) {
      var first = remembered.get(order.orderId());
      if (first != null) {
        return first.equals(body);
      }
    }
    if (!isNew(wish) && !inView(order, body).equals(body)) {
      return false;
    }
    synchronized (remembered) {
      return remembered.computeIfAbsent(order.orderId(), _ -> body).equals(body);
    }
  }

  /** Takes back what {@link #agree} remembered: the wish certainly did not get into the log. */
  public void forget(OrderKey order, Wish wish) {
    synchronized (remembered) {
      remembered.remove(order.orderId(), wish.bodyHash());
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

  // Without the view the first in the log wins, which is as good: it must not stop the sale.
  private String inView(OrderKey order, String otherwise) {
    try {
      return orders.find(order).map(ShownOrder::bodyHash).orElse(otherwise);
    } catch (DataAccessException e) {
      return otherwise;
    }
  }
}
