package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RunDirectory;
import java.time.Duration;
import java.util.Set;

/**
 * How the crowds are measured.
 *
 * @param rounds measured turns of each system in each workload
 * @param quick shorter turns, and only the direct design and Holdfast where five would take long
 * @param entrants who takes part
 */
public record CrowdSettings(
    Home home, RunDirectory directory, int rounds, boolean quick, Set<Entrant> entrants) {

  public CrowdSettings {
    if (rounds < 1) {
      throw new IllegalArgumentException("At least one round: " + rounds);
    }
    entrants = Set.copyOf(entrants);
  }

  Duration measured() {
    return quick ? Duration.ofSeconds(2) : Duration.ofSeconds(5);
  }

  /** Who takes part in the workloads that quick runs make smaller. */
  boolean admitsEverywhere(Entrant entrant) {
    return !quick || entrant == Entrant.ROW_LOCK || entrant == Entrant.HOLDFAST;
  }
}
