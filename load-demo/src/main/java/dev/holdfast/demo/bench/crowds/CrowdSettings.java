package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.RedisServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the crowds are measured.
 *
 * @param redis where {@link Entrant#REDIS_LOCK} has its locks; it takes part if there is one
 */
public record CrowdSettings(BenchPlan plan, @Nullable RedisServer redis) {

  /** Who takes part. */
  Set<Entrant> entrants() {
    // The other designs take minutes: a quick run leaves them out.
    var entrants = quick()
        ? EnumSet.of(Entrant.ROW_LOCK, Entrant.HOLDFAST)
        : EnumSet.allOf(Entrant.class);
    if (redis == null) {
      entrants.remove(Entrant.REDIS_LOCK);
    } else {
      entrants.add(Entrant.REDIS_LOCK);
    }
    return entrants;
  }

  boolean quick() {
    return plan.quick();
  }

  /** Measured turns of each system in the workloads that give a headline. */
  int rounds() {
    return plan.rounds();
  }

  Duration measured() {
    return quick() ? Duration.ofSeconds(2) : Duration.ofSeconds(4);
  }

  /** How everybody's JVMs compile. */
  Compilation compilation() {
    return plan.compilation();
  }

  /** Says under which conditions a figure was measured. */
  void noteOn(String key, Report report) {
    report.note(key, "after %d s to get warm%s".formatted(warmUp().toSeconds(),
        compilation() == Compilation.SOON ? ", JVMs compile soon, not fully" : ""));
  }

  /** The time in which each system gets warm. */
  Duration warmUp() {
    return quick() ? Duration.ofSeconds(4) : Duration.ofSeconds(32);
  }
}
