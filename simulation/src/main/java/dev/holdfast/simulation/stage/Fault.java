package dev.holdfast.simulation.stage;

/** What can go wrong, and how often per ten thousand chances at most. */
public enum Fault {
  /** A process dies between two steps. */
  CRASH(120),
  /** An actor stands still for a long time, locks and all: tomorrow's zombie. */
  PAUSE(100),
  /** A connection breaks: the server rolls back, the statement fails. */
  CUT(120),
  /** A commit fails. */
  COMMIT_FAILS(300),
  /** A commit succeeds, but nobody hears of it. */
  COMMIT_REPLY_LOST(500),
  /** A wait for a lock takes too long. */
  LOCK_TIMEOUT(4_000),
  /** Kafka does not acknowledge; what was sent before stays sent. */
  SEND_FAILS(300),
  /** Records are skipped by a poll. */
  SKIP(1_000),
  /** Records come again. */
  REDELIVER(1_500),
  /** A partition goes to another member of the group, whatever the owner is doing. */
  REBALANCE(2_000),
  /** A client sends a request again. */
  DUPLICATE(2_500),
  /** What is sent arrives late: after what others have sent since, or after its sender gave up. */
  REORDER(800),
  /** The database's clock is set, ahead or back. */
  CLOCK_SET(200);

  final int most;

  Fault(int most) {
    this.most = most;
  }
}
