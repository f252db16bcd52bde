package dev.holdfast.orders;

import dev.holdfast.orders.model.ShownEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * The events an order can be placed for, remembered so that accepting an order reads no database.
 * An answer is at most 2 seconds old, but while the database fails, or takes longer than a second,
 * at most 30; the inventory decides by the true terms anyway.
 */
@Component
public class EventDirectory {

  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long RENEWABLE = Duration.ofSeconds(2).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
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
    var now = System.nanoTime();
    if (entry == null || now - entry.readAt > USABLE) {
      return wait(read(eventId));
    }
    var age = now - entry.lookedAt;
    if (age <= FRESH) {
      return Optional.of(entry.event);
    }
    var renewed = read(eventId);
    return age <= RENEWABLE ? Optional.of(entry.event) : wait(renewed, entry.event);
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
        // What is known has to do; not everybody shall find out for himself.
        known.computeIfPresent(eventId,
            (_, old) -> new Known(old.event, old.readAt, System.nanoTime()));
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
    var now = System.nanoTime();
    found.ifPresentOrElse(
        event -> known.put(eventId, new Known(event, now, now)),
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

  private static Optional<ShownEvent> wait(
      CompletableFuture<Optional<ShownEvent>> read,
      ShownEvent otherwise) {
    try {
      return read.get(PATIENCE, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(otherwise);
    }
  }

  /** An event, when it was last read, and when somebody last tried to. */
  private record Known(ShownEvent event, long readAt, long lookedAt) {}
}
