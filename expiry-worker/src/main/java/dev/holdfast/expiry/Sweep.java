package dev.holdfast.expiry;

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

  private final Ready ready;
  private final DueHolds dueHolds;
  private final ReleaseDueHolds releaseDueHolds;
  private final int batchSize;
  private final Timer lag;
  private final Set<String> failing = new TreeSet<>();

  Sweep(
      Ready ready, DueHolds dueHolds, ReleaseDueHolds releaseDueHolds, ExpirySettings settings,
      MeterRegistry meters) {
    this.ready = ready;
    this.dueHolds = dueHolds;
    this.releaseDueHolds = releaseDueHolds;
    this.batchSize = settings.batchSize();
    this.lag = Timer.builder("holdfast.release.lag")
        .description("Time from the end of a hold to its release")
        .publishPercentiles(0.5, 0.99)
        .register(meters);
  }

  /** One look at all events; goes on at once while there is more than a batch. */
  @Scheduled(fixedDelayString = "${holdfast.expiry.poll-interval:250ms}")
  void sweep() {
    boolean more = true;
    while (more) {
      more = false;
      for (var event : dueEvents()) {
        more |= release(event) == batchSize;
      }
    }
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

  private int release(EventKey event) {
    try {
      var lags = releaseDueHolds.release(event);
      lags.forEach(late -> lag.record(late.isNegative() ? Duration.ZERO : late));
      works(event.eventId());
      if (!lags.isEmpty()) {
        log.atInfo()
            .addKeyValue("eventId", event.eventId())
            .addKeyValue("orders", lags.size())
            .log("Released");
      }
      return lags.size();
    } catch (RuntimeException e) {
      fails(event.eventId(), e);
      return 0;
    }
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
