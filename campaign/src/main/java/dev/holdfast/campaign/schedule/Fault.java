package dev.holdfast.campaign.schedule;

import java.util.List;

/**
 * One fault of a round.
 *
 * @param targets what it is done to, as {@link Targets} name it; empty if there is only one
 * @param strength from 0 (hardly) to 1 (hard), for what can be more or less
 */
public record Fault(Kind kind, List<String> targets, double strength) {

  public Fault {
    targets = List.copyOf(targets);
  }

  @Override
  public String toString() {
    return targets.isEmpty() ? kind.words() : kind.words() + " " + String.join(" + ", targets);
  }
}
