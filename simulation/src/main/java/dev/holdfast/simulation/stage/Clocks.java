package dev.holdfast.simulation.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * True time, and what the machines' clocks make of it.
 *
 * <p>Workers' clocks differ a little from the brokers'; the database's is set at will.
 */
public final class Clocks {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int WORKER_SKEW_MILLIS = 200;
  private static final int DATABASE_SKEW_MILLIS = 2_000;

  private final RandomGenerator random;
  private final long workerSkew;
  private long databaseSkew;
  private long millis = DATABASE_SKEW_MILLIS;

  Clocks(RandomGenerator random) {
    this.random = random;
    this.workerSkew = random.nextInt(-WORKER_SKEW_MILLIS, WORKER_SKEW_MILLIS + 1);
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    millis += Math.max(0, time.toMillis());
  }

  /** Sets the database's clock, as a failover to another machine would. */
  public void setDatabase() {
    databaseSkew = random.nextInt(-DATABASE_SKEW_MILLIS, DATABASE_SKEW_MILLIS + 1);
  }

  /** The broker's clock, by which requests are appended. */
  public Instant broker() {
    return START.plusMillis(millis);
  }

  public Instant worker() {
    return START.plusMillis(millis + workerSkew);
  }

  public Instant database() {
    return START.plusMillis(millis + databaseSkew);
  }

  long millis() {
    return millis;
  }
}
