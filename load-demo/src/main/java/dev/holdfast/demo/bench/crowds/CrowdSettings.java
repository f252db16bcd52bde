package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Report;
import java.time.Duration;
import java.util.Set;

/**
 * How the crowds are measured.
 *
 * @param entrants who takes part
 */
public record CrowdSettings(BenchPlan plan, Set<Entrant> entrants) {

  public CrowdSettings {
    entrants = Set.copyOf(entrants);
  }

  boolean quick() {
    return plan.quick();
  }

  /** Measured turns of each system in the workloads that give a headline. */
  int rounds() {
    return plan.rounds();
  }

  Duration measured() {
    return quick() ? Duration.ofMillis(1_500) : Duration.ofMillis(2_500);
  }

  /** A ratio of a quick run is one of systems that are not as warm. */
  void noteOn(String key, Report report) {
    if (quick()) {
      report.note(key, "--quick: after %,d purchases to get warm, JVMs compile soon, not fully"
          .formatted(warmUp()));
    }
  }

  /** Purchases by which each system gets warm. */
  int warmUp() {
    return quick() ? 4_000 : 15_000;
  }
}
