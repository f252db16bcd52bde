package dev.holdfast.demo.bench.engine;

/**
 * What became of a backlog, and what it cost.
 *
 * @param decidedSeconds from the first decision until the cursor was at the end
 * @param publishedSeconds from the first decision until every result was acknowledged
 * @param shownSeconds from the first decision until the views were as new; 0 without order-api
 */
record Decided(
    int requests, double decidedSeconds, double publishedSeconds, double shownSeconds, Cost cost) {

  /** Processor seconds and bytes, from the first request to the last acknowledgement. */
  record Cost(double postgres, double worker, double broker, double walBytes) {

    Cost minus(Cost before) {
      return new Cost(postgres - before.postgres, worker - before.worker, broker - before.broker,
          walBytes - before.walBytes);
    }
  }

  /** Decided and published. */
  double perSecond() {
    return requests / publishedSeconds;
  }

  double shownPerSecond() {
    return requests / shownSeconds;
  }

  double micros(double seconds) {
    return seconds * 1e6 / requests;
  }
}
