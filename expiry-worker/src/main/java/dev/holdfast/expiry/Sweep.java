package dev.holdfast.expiry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

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

  private final Ready ready;
  private final DueHolds dueHolds;
  private final ReleaseDueHolds releaseDueHolds;
  private final Timer lag;
  private final Set<String> failing = new TreeSet<>();

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
    boolean more = true;
    while (more) {
      more = false;
      var byShard = dueEvents().stream()
          .collect(groupingBy(EventKey::shard, mapping(EventKey::eventId, toList())));
      var shards = new ArrayList<>(byShard.keySet());
      Collections.shuffle(shards);
      for (var shard : shards) {
        more |= releaseTogether(shard, byShard.getOrDefault(shard, List.of()));
      }
    }
  }

  // What failed is tried alone: the locks of the others would be held while it fails again.
  private boolean releaseTogether(int shard, List<String> eventIds) {
    var apart = eventIds.stream().collect(partitioningBy(failing::contains));
    var sound = apart.getOrDefault(false, List.of());
    boolean more = false;
    for (int from = 0; from < sound.size(); from += EVENTS_AT_A_TIME) {
      more |= release(shard,
          sound.subList(from, Math.min(sound.size(), from + EVENTS_AT_A_TIME)));
    }
    for (var eventId : apart.getOrDefault(true, List.of())) {
      more |= release(shard, List.of(eventId));
    }
    return more;
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

  private boolean release(int shard, List<String> eventIds) {
    try {
      var released = releaseDueHolds.release(shard, eventIds);
      released.late().forEach(late -> lag.record(late.isNegative() ? Duration.ZERO : late));
      eventIds.forEach(this::works);
      if (!released.late().isEmpty()) {
        log.atInfo()
            .addKeyValue("events", eventIds)
            .addKeyValue("orders", released.late().size())
            .log("Released");
      }
      return released.more();
    } catch (RuntimeException e) {
      return releaseOneByOne(shard, eventIds, e);
    }
  }

  // One event that is locked or broken does not keep the others waiting.
  private boolean releaseOneByOne(int shard, List<String> eventIds, RuntimeException why) {
    if (eventIds.size() == 1) {
      fails(eventIds.getFirst(), why);
      return false;
    }
    boolean more = false;
    for (var eventId : eventIds) {
      more |= release(shard, List.of(eventId));
    }
    return more;
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
