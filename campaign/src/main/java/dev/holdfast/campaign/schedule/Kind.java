package dev.holdfast.campaign.schedule;

import java.util.Locale;

/** What can be done to the system. */
public enum Kind {
  /** kill -9, and a new start when the round ends. */
  KILL_SERVICE(Scope.SERVICES),
  /** SIGSTOP, and SIGCONT when the round ends: a zombie that does not know. */
  FREEZE_SERVICE(Scope.SERVICES),
  /** A process halts when it comes to a certain point; a new start when the round ends. */
  CRASH_SERVICE(Scope.SERVICES),
  /** Every instance of a service in turn: SIGTERM, new start, ready, next. */
  ROLLING_RESTART(Scope.SERVICES),

  /** An order of a version that no worker knows; newer workers come when the round ends. */
  NEWER_MESSAGE(Scope.SERVICES),

  /** Workers' clocks are seconds ahead or behind. */
  MOVE_WORKER_CLOCK(Scope.CLOCKS),
  /** The clock that PostgreSQL shows the workers jumps, and back when the round ends. */
  MOVE_DATABASE_CLOCK(Scope.CLOCKS),

  STOP_POSTGRES_AT_ONCE(Scope.POSTGRES), KILL_POSTGRES(Scope.POSTGRES),
  /** The disk PostgreSQL has for itself is full. */
  FILL_DISK(Scope.POSTGRES),
  /** PostgreSQL's files can't grow. */
  LIMIT_FILES(Scope.POSTGRES),

  KILL_ONE_BROKER(Scope.BROKERS), KILL_TWO_BROKERS(Scope.BROKERS), KILL_ALL_BROKERS(Scope.BROKERS),
  /** SIGSTOP, and SIGCONT when the round ends. */
  FREEZE_BROKER(Scope.BROKERS),
  /** A stranger joins the workers' consumer group and leaves it, again and again. */
  REBALANCE_STORM(Scope.GROUP),

  /** Every statement of every service takes longer. */
  SLOW_POSTGRES(Scope.LINES),
  /** Every packet of a line takes longer. */
  DELAY_LINE(Scope.LINES),
  /** A line carries few bytes a second. */
  NARROW_LINE(Scope.LINES),
  /** Nothing reaches the server; what it says still comes back. */
  SILENCE_REQUESTS(Scope.LINES),
  /** Everything reaches the server; nothing comes back. */
  SILENCE_ANSWERS(Scope.LINES),
  /** All connections of a line are reset at the same time. */
  RESET_LINE(Scope.LINES),
  /** Every connection is reset after some bytes of answers: a reply lost after COMMIT. */
  CUT_ANSWERS(Scope.LINES),

  /** The newest requests again, three times. */
  REPEAT_REQUESTS(Scope.TOPICS),
  /** The newest payments again, three times. */
  REPEAT_PAYMENTS(Scope.TOPICS),
  /** The newest results again, three times. */
  REPEAT_RESULTS(Scope.TOPICS),
  /** Payments in another order, also before what they pay for. */
  REORDER_PAYMENTS(Scope.TOPICS),
  /** Records among the requests that nobody can decide. */
  POISON(Scope.TOPICS),

  /** Ten times as many buyers. */
  FLOOD_ORDERS(Scope.LOAD),
  /** Ten times as many people who ask how an event stands, as fast as they are answered. */
  FLOOD_READS(Scope.LOAD);

  private final Scope scope;

  Kind(Scope scope) {
    this.scope = scope;
  }

  /** What it is done to; a round has one fault of each scope at most. */
  enum Scope {
    SERVICES, CLOCKS, POSTGRES, BROKERS, GROUP, LINES, TOPICS, LOAD
  }

  Scope scope() {
    return scope;
  }

  /** The name in words, as reports have it. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
