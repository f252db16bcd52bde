package dev.holdfast.orders;

import dev.holdfast.orders.model.ShownEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The events an order can be placed for, remembered so that accepting an order reads no database.
 * An answer may be {@value #FRESH_MILLIS} ms old, a little more while it is being renewed; the
 * inventory decides by the true terms anyway.
 */
@Component
public class EventDirectory {

  static final int FRESH_MILLIS = 1_000;

  private static final long FRESH = Duration.ofMillis(FRESH_MILLIS).toNanos();
  private static final long USABLE = Duration.ofSeconds(30).toNanos();
  private static final int MOST = 10_000;

  private final Events events;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Optional<ShownEvent>>> reading =
      new ConcurrentHashMap<>();

  EventDirectory(Events events) {
    this.events = events;
  }

  /** The event, if it was opened. An unknown one is looked for every time. */
  public Optional<ShownEvent> find(String eventId) {
    var entry = known.get(eventId);
    var age = entry == null ? Long.MAX_VALUE : System.nanoTime() - entry.readAt;
    if (entry == null || age > USABLE) {
      return wait(read(eventId));
    }
    if (age > FRESH) {
      var _ = read(eventId);
    }
    return Optional.of(entry.event);
  }

  // One read at a time per event, however many orders ask for it.
  private CompletableFuture<Optional<ShownEvent>> read(String eventId) {
    var mine = new CompletableFuture<Optional<ShownEvent>>();
    var running = reading.putIfAbsent(eventId, mine);
    if (running != null) {
      return running;
    }
    Thread.ofVirtual().name("event-directory").start(() -> {
      try {
        var found = events.find(eventId);
        remember(eventId, found);
        mine.complete(found);
      } catch (RuntimeException e) {
        mine.completeExceptionally(e);
      } finally {
        reading.remove(eventId, mine);
      }
    });
    return mine;
  }

  private void remember(String eventId, Optional<ShownEvent> found) {
    if (known.size() >= MOST) {
      known.clear();
    }
    found.ifPresentOrElse(
        event -> known.put(eventId, new Known(event, System.nanoTime())),
        () -> known.remove(eventId));
  }

  private static Optional<ShownEvent> wait(CompletableFuture<Optional<ShownEvent>> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private record Known(ShownEvent event, long readAt) {}
}
