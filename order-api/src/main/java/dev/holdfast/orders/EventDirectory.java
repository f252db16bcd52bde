package dev.holdfast.orders;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.holdfast.orders.model.ShownEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
  private static final int AT_A_TIME = 500;

  private final Events events;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Optional<ShownEvent>>> reading =
      new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

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

  // One read at a time, of all events that were asked for meanwhile: a crowd at a thousand events
  // would else read one with nearly every order.
  private CompletableFuture<Optional<ShownEvent>> read(String eventId) {
    var mine = new CompletableFuture<Optional<ShownEvent>>();
    var running = reading.putIfAbsent(eventId, mine);
    if (running != null) {
      return running;
    }
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("event-directory").start(this::readAll);
    }
    return mine;
  }

  private void readAll() {
    int heard;
    do {
      heard = asked.get();
      var eventIds = List.copyOf(reading.keySet());
      for (int from = 0; from < eventIds.size(); from += AT_A_TIME) {
        readAll(eventIds.subList(from, Math.min(eventIds.size(), from + AT_A_TIME)));
      }
    } while (!asked.compareAndSet(heard, 0));
  }

  private void readAll(List<String> eventIds) {
    try {
      var found = events.findAll(eventIds).stream().collect(toMap(ShownEvent::eventId, identity()));
      for (var eventId : eventIds) {
        var event = Optional.ofNullable(found.get(eventId));
        remember(eventId, event);
        answer(eventId, read -> read.complete(event));
      }
    } catch (RuntimeException | Error e) {
      // What is known has to do; not everybody shall find out for himself. Also after an Error:
      // else nobody would ever be answered again.
      for (var eventId : eventIds) {
        known.computeIfPresent(eventId,
            (_, old) -> new Known(old.event, old.readAt, System.nanoTime()));
        answer(eventId, read -> read.completeExceptionally(e));
      }
    }
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

  private void answer(String eventId, Consumer<CompletableFuture<Optional<ShownEvent>>> how) {
    var read = reading.remove(eventId);
    if (read != null) {
      how.accept(read);
    }
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
