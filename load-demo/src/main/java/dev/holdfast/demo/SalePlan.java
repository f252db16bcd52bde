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

  String eventId() {
    return "on-sale-" + Long.toUnsignedString(crowd.seed(), Character.MAX_RADIX)
        + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  }
}
