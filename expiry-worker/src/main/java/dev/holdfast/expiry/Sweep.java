package dev.holdfast.expiry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Gatherers.windowFixed;

import dev.holdfast.expiry.DueHolds.EventKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Releases due holds of all events, again and again.
 *
 * <p>Any number of instances sweep at once, without a leader: each takes the events in another
 * order, and the event lock lets one at a time release. An event that fails is tried again in the
 * next sweep and keeps nobody else waiting.
 */
@Component
class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  /** A thousand events with few due holds each would be a thousand small transactions. */
  private static final int EVENTS_AT_A_TIME = 20;

  /** A look asks for each event that has holds: after every batch it would cost more than that. */
  private static final long LEAST_BETWEEN_LOOKS = Duration.ofMillis(500).toNanos();

  /** A hold of another event that ends meanwhile waits for the next look. */
  private static final long MOST_BETWEEN_LOOKS = Duration.ofSeconds(2).toNanos();

  private final Ready ready;
  private final DueHolds dueHolds;
  private final ReleaseDueHolds releaseDueHolds;
  private final Timer lag;
  private final Set<String> failing = new TreeSet<>();

  /** Events of a shard that share a transaction. */
  private record Batch(int shard, List<String> eventIds) {

    boolean isEmpty() {
      return eventIds.isEmpty();
    }
  }

  Sweep(
      Ready ready, DueHolds dueHolds, ReleaseDueHolds releaseDueHolds, MeterRegistry meters) {
    this.ready = ready;
    this.dueHolds = dueHolds;
    this.releaseDueHolds = releaseDueHolds;
    this.lag = Timer.builder("holdfast.release.lag")
        .description("Time from the end of a hold to its release")
        .publishPercentiles(0.5, 0.99)
        .register(meters);
  }

  /** One look at all events; goes on at once while there may be more than a batch. */
  @Scheduled(fixedDelayString = "${holdfast.expiry.poll-interval:250ms}")
  void sweep() {
    List<Batch> waiting;
    do {
      long began = System.nanoTime();
      waiting = batches(dueEvents());
      long looked = System.nanoTime();
      long lookAgain = looked
          + Math.clamp(20 * (looked - began), LEAST_BETWEEN_LOOKS, MOST_BETWEEN_LOOKS);
      while (!waiting.isEmpty() && System.nanoTime() - lookAgain < 0) {
        waiting = releaseEach(waiting, lookAgain);
      }
    } while (!waiting.isEmpty());
  }

  /** Returns those that may have more, and those it did not come to by then. */
  private List<Batch> releaseEach(List<Batch> waiting, long until) {
    return waiting.stream()
        .map(batch -> System.nanoTime() - until < 0 ? release(batch) : batch)
        .filter(rest -> !rest.isEmpty())
        .toList();
  }

  // What failed is tried alone, and last: the locks of the others would be held while it fails.
  private List<Batch> batches(List<EventKey> due) {
    var apart = due.stream().collect(partitioningBy(event -> failing.contains(event.eventId())));
    var batches = new ArrayList<Batch>();
    apart.getOrDefault(false, List.of())
        .stream()
        .collect(groupingBy(EventKey::shard, mapping(EventKey::eventId, toList())))
        .forEach((shard, eventIds) -> eventIds.stream()
            .gather(windowFixed(EVENTS_AT_A_TIME))
            .forEach(together -> batches.add(new Batch(shard, together))));
    Collections.shuffle(batches);
    apart.getOrDefault(true, List.of())
        .forEach(event -> batches.add(new Batch(event.shard(), List.of(event.eventId()))));
    return batches;
  }

  private List<EventKey> dueEvents() {
    try {
      if (!ready.schemaFits()) {
        return List.of();
      }
      var events = new ArrayList<>(dueHolds.events());
      Collections.shuffle(events);
      works("The database");
      return events;
    } catch (DataAccessException | TransactionException e) {
      fails("The database", e);
      return List.of();
    }
  }

  /** Returns the events that may have more. */
  private Batch release(Batch batch) {
    var eventIds = batch.eventIds();
    try {
      var released = releaseDueHolds.release(batch.shard(), eventIds);
      released.late().forEach(late -> lag.record(late.isNegative() ? Duration.ZERO : late));
      eventIds.forEach(this::works);
      if (!released.late().isEmpty()) {
        log.atInfo()
            .addKeyValue("events", eventIds)
            .addKeyValue("orders", released.late().size())
            .log("Released");
      }
      return new Batch(batch.shard(), released.more());
    } catch (RuntimeException e) {
      return releaseOneByOne(batch, e);
    }
  }

  // One event that is locked or broken does not keep the others waiting.
  private Batch releaseOneByOne(Batch batch, RuntimeException why) {
    if (batch.eventIds().size() == 1) {
      fails(batch.eventIds().getFirst(), why);
      return new Batch(batch.shard(), List.of());
    }
    var more = batch.eventIds()
        .stream()
        .map(eventId -> release(new Batch(batch.shard(), List.of(eventId))))
        .flatMap(rest -> rest.eventIds().stream())
        .toList();
    return new Batch(batch.shard(), more);
  }

  private void fails(String what, RuntimeException e) {
    if (failing.add(what)) {
      log.warn("{} fails, trying again: {}", what, e.getMessage());
    }
  }

  private void works(String what) {
    if (failing.remove(what)) {
      log.info("{} works again", what);
    }
  }
}
