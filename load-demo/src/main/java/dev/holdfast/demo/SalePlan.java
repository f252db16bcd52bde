package dev.holdfast.demo;

import dev.holdfast.demo.crowd.CrowdPlan;
import java.time.Duration;

/**
 * One on-sale: what is sold, who comes, and how long they may take.
 *
 * @param persistent rejected buyers try again until everything is sold
 */
record SalePlan(
    int tickets, Duration hold, CrowdPlan crowd, boolean persistent, Duration timeout) {

  /**
   * The same sale, given up sooner: without its locks a system may never finish one.
   */
  SalePlan atMost(Duration patience) {
    return timeout.compareTo(patience) <= 0
        ? this
        : new SalePlan(tickets, hold, crowd, persistent, patience);
  }

  String eventId() {
    return "on-sale-" + Long.toUnsignedString(crowd.seed(), Character.MAX_RADIX)
        + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  }
}
