package dev.holdfast.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about the system that the database can't tell.
 *
 * @param drained every request is decided, every result announced and projected: I9 can be checked
 * @param expiryRunning an expiry worker has been running for longer than the tolerance: I7 can be
 *     checked
 * @param sla how soon everything is to be decided, announced, shown and released; absent: nobody
 *     said
 * @param percent of its time the audit may work; the rest of it belongs to the audited system
 * @param longestLook at one invariant on one shard; what takes longer is left out, and said to be
 */
public record AuditOptions(
    boolean drained, boolean expiryRunning, @Nullable Duration sla, int percent,
    Duration longestLook) {

  /** Many times as long as a look at a shard of a million orders takes. */
  public static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

  private static final Duration OVERDUE_TOLERANCE = Duration.ofSeconds(5);

  public AuditOptions {
    if (sla != null && !sla.isPositive()) {
      throw new IllegalArgumentException("sla is not positive: " + sla);
    }
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percent must be 1 to 100: " + percent);
    }
    // PostgreSQL takes 0 for no limit.
    if (longestLook.toMillis() < 1) {
      throw new IllegalArgumentException("longestLook must be 1 ms or more: " + longestLook);
    }
  }

  /** Nothing is known: requests may be on their way, and nobody may be releasing holds. */
  public static AuditOptions whateverIsGoingOn() {
    return new AuditOptions(false, false, null, 100, LONGEST_LOOK);
  }

  /** These options, with every request decided, announced and projected. */
  public AuditOptions whenDrained() {
    return new AuditOptions(true, expiryRunning, sla, percent, longestLook);
  }

  /** These options, with an expiry worker running. */
  public AuditOptions withExpiryRunning() {
    return new AuditOptions(drained, true, sla, percent, longestLook);
  }

  /**
   * These options: what waits for its next step for longer than {@code newSla}, as of now, is a
   * violation, releases included. What came late and is there is none; drained, nothing may wait.
   */
  public AuditOptions within(Duration newSla) {
    return new AuditOptions(drained, expiryRunning, newSla, percent, longestLook);
  }

  /** These options: the audit works at most that part of its time. */
  public AuditOptions atPercent(int newPercent) {
    return new AuditOptions(drained, expiryRunning, sla, newPercent, longestLook);
  }

  /** These options: no look keeps a snapshot for longer than that. */
  public AuditOptions lookingAtMost(Duration newLongestLook) {
    return new AuditOptions(drained, expiryRunning, sla, percent, newLongestLook);
  }

  /** How long a hold may outlive its end while an expiry worker is running. */
  Duration overdueTolerance() {
    return sla == null || drained ? OVERDUE_TOLERANCE : sla;
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
