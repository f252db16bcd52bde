package dev.holdfast.simulation.model;

/** A small alteration of the protocol that must not go unnoticed. */
public enum Mutation {
  /** Nobody waits at the cursor row, and a batch is decided wherever it starts. */
  NO_CURSOR,
  /** The worker commits to Kafka before it decides, and starts again where Kafka says. */
  ACKNOWLEDGE_BEFORE_COMMIT,
  /** Expiry locks the due orders first and their event then. */
  EXPIRY_LOCKS_ORDERS_FIRST,
  /** What feeds a decision or a release is read before the event row is locked. */
  READ_BEFORE_EVENT_LOCK,
  /** The event row is read without a lock. */
  NO_EVENT_LOCK,
  /** The publisher reads only ids greater than the last it has seen. */
  PUBLISHER_READS_GREATER_IDS,
  /** The publisher deletes what it has read before Kafka has acknowledged it. */
  PUBLISHER_DELETES_FIRST,
  /** Progress is sent before the results it speaks of. */
  PROGRESS_BEFORE_RESULTS,
  /** The view takes every result, newer or not. */
  NO_VERSION_GUARD,
  /** A hold is over when the clock says so, whatever has been applied. */
  EXPIRY_TRUSTS_THE_CLOCK,
  /** A shard's time passes by the worker's clock, although requests wait in its log. */
  IDLE_TIME_BY_CLOCK
}
