package dev.holdfast.decisions.audit;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The latest audit as metrics: violations per invariant, and how old the audit is.
 *
 * <p>NaN where nothing is known: before the first audit, on the workers whose turn it is not, and
 * for an invariant that was not checked. In Prometheus {@code max} takes the number.
 */
final class InvariantGauges {

  private volatile Map<Promise, Double> violations = Map.of();
  private volatile long auditedNanos;

  InvariantGauges(MeterRegistry registry) {
    for (var promise : Promise.values()) {
      registry.gauge("holdfast.invariant.violations", Tags.of("invariant", promise.name()), this,
          gauges -> gauges.violations.getOrDefault(promise, Double.NaN));
    }
    registry.gauge("holdfast.audit.age.seconds", this, InvariantGauges::ageSeconds);
  }

  /** Shows what the audit found. */
  void show(Report report) {
    var counts = new EnumMap<Promise, Double>(Promise.class);
    report.checked().forEach(promise -> counts.put(promise, 0.0));
    for (Finding finding : report.findings()) {
      counts.merge(Promise.valueOf(finding.invariant()), (double) finding.count(), Double::sum);
    }
    auditedNanos = System.nanoTime();
    violations = counts;
  }

  /** Somebody else audits now. */
  void clear() {
    violations = Map.of();
  }

  private double ageSeconds() {
    return violations.isEmpty()
        ? Double.NaN
        : Duration.ofNanos(System.nanoTime() - auditedNanos).toMillis() / 1_000.0;
  }
}
