package dev.holdfast.inventory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sure the clock guard makes itself that two clocks disagree.
 *
 * @param lookAgainAfter clocks that are apart must still be so after that time: a clock that was
 *     just being set right is not, nor is the one of a machine that was asleep
 */
@ConfigurationProperties("holdfast.clock-guard")
record ClockGuardSettings(@DefaultValue("1s") Duration lookAgainAfter) {

  ClockGuardSettings {
    if (!lookAgainAfter.isPositive()) {
      throw new IllegalArgumentException(
          "holdfast.clock-guard.look-again-after must be positive: " + lookAgainAfter);
    }
  }
}
