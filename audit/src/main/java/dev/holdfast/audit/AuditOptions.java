package dev.holdfast.audit;

import java.time.Duration;

/**
 * What the caller knows about the system that the database can't tell.
 *
 * @param overdueTolerance how long a hold may outlive its end while an expiry worker is running
 * @param drained every request is decided, every result announced and projected: I9 can be checked
 * @param expiryRunning an expiry worker has been running for longer than the tolerance: I7 can be
 *     checked
 */
public record AuditOptions(Duration overdueTolerance, boolean drained, boolean expiryRunning) {

  public AuditOptions {
    if (overdueTolerance.isNegative()) {
      throw new IllegalArgumentException("overdueTolerance is negative: " + overdueTolerance);
    }
  }

  /** Nothing is known: requests may be on their way, and nobody may be releasing holds. */
  public static AuditOptions whateverIsGoingOn() {
    return new AuditOptions(Duration.ofSeconds(5), false, false);
  }

  /** These options, with every request decided, announced and projected. */
  public AuditOptions whenDrained() {
    return new AuditOptions(overdueTolerance, true, expiryRunning);
  }

  /** These options, with an expiry worker running. */
  public AuditOptions withExpiryRunning() {
    return new AuditOptions(overdueTolerance, drained, true);
  }

  boolean meet(Premise premise) {
    return switch (premise) {
      case ALWAYS, VIEWS -> true;
      case EXPIRY_RUNNING -> expiryRunning;
      case DRAINED -> drained;
    };
  }
}
