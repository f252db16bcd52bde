package dev.holdfast.campaign.schedule;

import java.time.Duration;
import java.util.List;

/**
 * One fault of a round.
 *
 * @param targets what it is done to, as {@link Targets} name it; empty if there is only one
 * @param strength from 0 (hardly) to 1 (hard), for what can be more or less
 */
public record Fault(Kind kind, List<String> targets, double strength) {

  private static final Duration FURTHEST_CLOCK = Duration.ofSeconds(30);

  public Fault {
    targets = List.copyOf(targets);
  }

  /** How far a clock is moved that this fault moves: ahead, or behind if negative. */
  public Duration clockAhead() {
    return Duration.ofMillis(Math.round((strength * 2 - 1) * FURTHEST_CLOCK.toMillis()));
  }

  @Override
  public String toString() {
    return targets.isEmpty() ? kind.words() : kind.words() + " " + String.join(" + ", targets);
  }
}
