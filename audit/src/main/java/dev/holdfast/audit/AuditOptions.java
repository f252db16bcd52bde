package dev.holdfast.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about the system that the database can't tell.
 *
 * @param overdueTolerance how long a hold may outlive its end while an expiry worker is running
 * @param drained every request is decided, every result announced and projected: I9 can be checked
 * @param expiryRunning an expiry worker has been running for longer than the tolerance: I7 can be
 *     checked
 * @param sla how soon everything is to be decided, announced, shown and released; absent: nobody
 *     said
 * @param percent of its time the audit may work; the rest of it belongs to the audited system
 */
public record AuditOptions(
    Duration overdueTolerance, boolean drained, boolean expiryRunning, @Nullable Duration sla,
    int percent) {

  public AuditOptions {
    if (overdueTolerance.isNegative()) {
      throw new IllegalArgumentException("overdueTolerance is negative: " + overdueTolerance);
    }
    if (sla != null && !sla.isPositive()) {
      throw new IllegalArgumentException("sla is not positive: " + sla);
    }
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percent must be 1 to 100: " + percent);
    }
  }

  /** Nothing is known: requests may be on their way, and nobody may be releasing holds. */
  public static AuditOptions whateverIsGoingOn() {
    return new AuditOptions(Duration.ofSeconds(5), false, false, null, 100);
  }

  /** These options, with every request decided, announced and projected. */
  public AuditOptions whenDrained() {
    return new AuditOptions(overdueTolerance, true, expiryRunning, sla, percent);
  }

  /** These options, with an expiry worker running. */
  public AuditOptions withExpiryRunning() {
    return new AuditOptions(overdueTolerance, drained, true, sla, percent);
  }

  /** These options: what is not done after {@code newSla} is a violation, releases included. */
  public AuditOptions within(Duration newSla) {
    return new AuditOptions(newSla, drained, expiryRunning, newSla, percent);
  }

  /** These options: the audit works at most that part of its time. */
  public AuditOptions atPercent(int newPercent) {
    return new AuditOptions(overdueTolerance, drained, expiryRunning, sla, newPercent);
  }

  boolean meet(Premise premise) {
    return switch (premise) {
      case ALWAYS, VIEWS -> true;
      case EXPIRY_RUNNING -> expiryRunning;
      // What is drained must be done, not only what is old.
      case IN_TIME, VIEWS_IN_TIME -> sla != null && !drained;
      case DRAINED -> drained;
    };
  }
}
