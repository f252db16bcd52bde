package dev.holdfast.orders.model;

import java.time.Duration;

/**
 * Whether one request more is taken on, given what there is to do already.
 *
 * @param mostAtWork so many requests at a time have room in the heap
 * @param mostUnsettled so many may be on their way to the log
 * @param longestWait later than that nobody shall learn what became of his order: who would wait
 *     for three quarters of it is refused, since that is an estimate
 */
public record Admission(int mostAtWork, int mostUnsettled, Duration longestWait) {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int LATEST_SECONDS = 60;

  /**
   * What there is to do.
   *
   * @param atWork requests begun and not answered, this one included
   * @param unsettled requests on their way to the log
   * @param delay how long an order would wait for its decision
   */
  public record Load(int atWork, int unsettled, Duration delay) {}

  /** The answer to one request. */
  public sealed interface Verdict {

    record Admitted() implements Verdict {}

    /**
     * Too much.
     *
     * @param delay until much of it will be done
     */
    record Refused(Reason reason, Duration delay) implements Verdict {

      /**
       * When to come back: when between half and all of the wait is over, 1 to 60 seconds.
       *
       * @param luck from 0 to 1, another one for everybody: else all would come back at once
       */
      public long retryAfterSeconds(double luck) {
        double seconds = Math.min(LATEST_SECONDS, delay.toMillis() / 1e3);
        return Math.max(1, Math.round(seconds * (1 + luck) / 2));
      }
    }
  }

  /** What there is too much of. */
  public enum Reason {
    /** Requests at work. */
    AT_WORK,
    /** Requests on their way to the log. */
    UNSETTLED,
    /** Orders waiting for their decision. */
    WAIT,
    /** Bodies that did not come with their headers. */
    BODY
  }

  /** Judges any request. */
  public Verdict any(int atWork) {
    return atWork > mostAtWork
        ? new Verdict.Refused(Reason.AT_WORK, SOON)
        : new Verdict.Admitted();
  }

  /** Turns away a body that would have to be waited for. */
  public Verdict.Refused body() {
    return new Verdict.Refused(Reason.BODY, SOON);
  }

  /** Judges a new order. */
  public Verdict order(Load load) {
    if (load.atWork > mostAtWork) {
      return any(load.atWork);
    }
    if (load.unsettled >= mostUnsettled) {
      return new Verdict.Refused(Reason.UNSETTLED, SOON);
    }
    return load.delay.compareTo(longestWait.multipliedBy(3).dividedBy(4)) > 0
        ? new Verdict.Refused(Reason.WAIT, load.delay)
        : new Verdict.Admitted();
  }
}
