package dev.holdfast.inventory;

import dev.holdfast.inventory.ReleaseHalt.Moment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Halts releases while the database's clock and ours disagree: a hold must not end by a wrong one.
 *
 * <p>It looks at start and every second, and halts when a later look finds them apart as well. Not
 * part of readiness: sales go on.
 */
@Component("releases")
@EnableConfigurationProperties(ClockGuardSettings.class)
class ClockGuard implements HealthIndicator, MeterBinder, SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(ClockGuard.class);
  private static final Duration FURTHEST_APART = Duration.ofSeconds(5);

  private final ReleaseHalt releaseHalt;
  private final InstantSource clock;
  private final ClockGuardSettings settings;
  private final LongSupplier nanoTime;
  private volatile @Nullable Long apartSince;
  private volatile @Nullable String halted;

  @Autowired
  ClockGuard(ReleaseHalt releaseHalt, InstantSource clock, ClockGuardSettings settings) {
    this(releaseHalt, clock, settings, System::nanoTime);
  }

  ClockGuard(
      ReleaseHalt releaseHalt, InstantSource clock, ClockGuardSettings settings,
      LongSupplier nanoTime) {
    this.releaseHalt = releaseHalt;
    this.clock = clock;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  @Override
  public void afterSingletonsInstantiated() {
    look();
  }

  @Scheduled(initialDelay = 1_000, fixedDelay = 1_000)
  void look() {
    try {
      var seen = compare();
      if (stillApart(seen)) {
        releaseHalt.halt(seen.words());
        seen = compare();
      }
      say(seen.database().why());
    } catch (DataAccessException | TransactionException e) {
      // Nobody knows whether they have been apart all the time.
      apartSince = null;
      log.debug("The clocks are compared when the database answers", e);
    }
  }

  private Comparison compare() {
    return new Comparison(clock.instant(), releaseHalt.look(), clock.instant());
  }

  /** Whether they have been apart for so long that it is no clock that was just being set right. */
  private boolean stillApart(Comparison seen) {
    if (!seen.apart()) {
      apartSince = null;
      return false;
    }
    // Not by the clocks that are compared: one of them is wrong.
    long now = nanoTime.getAsLong();
    var since = apartSince;
    if (since == null) {
      apartSince = now;
      return false;
    }
    return now - since >= settings.lookAgainAfter().toNanos();
  }

  private void say(@Nullable String why) {
    if (Objects.equals(why, halted)) {
      return;
    }
    if (why == null) {
      log.info("Releases go on");
    } else {
      log.warn(
          "Releases are halted, sales go on: {}. When the clocks are right, a superuser of the "
              + "database lets releases go on: {}",
          why, ReleaseHalt.TO_END_IT);
    }
    halted = why;
  }

  @Override
  public Health health() {
    var why = halted;
    return why == null
        ? Health.up().build()
        : Health.outOfService()
            .withDetail("halted", why)
            .withDetail("when the clocks are right", ReleaseHalt.TO_END_IT)
            .build();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("holdfast.release.halted", this, guard -> guard.halted == null ? 0 : 1)
        .description("1 while no hold is released because clocks disagree")
        .register(registry);
  }

  /** The database's clock was read between two readings of ours, however long it took to answer. */
  private record Comparison(Instant before, Moment database, Instant after) {

    boolean apart() {
      return database.clock().isBefore(before.minus(FURTHEST_APART))
          || database.clock().isAfter(after.plus(FURTHEST_APART));
    }

    String words() {
      return "the database's clock says %s, ours %s".formatted(database.clock(), after);
    }
  }
}
