package dev.holdfast.decisions.audit;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The latest audit as metrics: violations per invariant, what it left out, and how old it is.
 *
 * <p>NaN where nothing is known: before the first audit, on the workers whose turn it is not, and
 * for an invariant that was not checked, or where something was left out and nothing found. In
 * Prometheus {@code max} takes the number. The age counts from the start until there was a whole
 * audit, topics included.
 */
final class InvariantGauges {

  private final LongSupplier nanos;
  private volatile Map<Promise, Double> ofTables = Map.of();
  private volatile Map<Promise, Double> ofTopics = Map.of();
  private volatile int omittedOfTables;
  private volatile int omittedOfTopics;
  private volatile boolean elsewhere;
  private volatile long auditedNanos;

  InvariantGauges(MeterRegistry registry, LongSupplier nanos) {
    this.nanos = nanos;
    auditedNanos = nanos.getAsLong();
    // What clients were told, no worker knows.
    for (var promise : EnumSet.complementOf(EnumSet.of(Promise.I11))) {
      registry.gauge("holdfast.invariant.violations", Tags.of("invariant", promise.name()), this,
          gauges -> gauges.violations(promise));
    }
    registry.gauge("holdfast.audit.omissions", this, InvariantGauges::omissions);
    registry.gauge("holdfast.audit.age.seconds", this, InvariantGauges::ageSeconds);
  }

  /** Shows what the audit of the tables found; what is known of the topics stays. */
  void showTables(Report report) {
    ofTables = counts(report);
    omittedOfTables = report.omissions().size();
    elsewhere = false;
  }

  /** Shows what the topics say, which ends a whole audit. */
  void showTopics(Report report) {
    ofTopics = counts(report);
    omittedOfTopics = report.omissions().size();
    auditedNanos = nanos.getAsLong();
  }

  /** Somebody else audits now. */
  void clear() {
    ofTables = Map.of();
    ofTopics = Map.of();
    elsewhere = true;
    // Should it fall to this worker, the age counts from then.
    auditedNanos = nanos.getAsLong();
  }

  private static Map<Promise, Double> counts(Report report) {
    var counts = new EnumMap<Promise, Double>(Promise.class);
    report.checked().forEach(promise -> counts.put(promise, 0.0));
    // A look that was not taken found nothing, which says nothing.
    report.omissions().forEach(omission -> counts.remove(Promise.valueOf(omission.invariant())));
    for (Finding finding : report.findings()) {
      counts.merge(Promise.valueOf(finding.invariant()), (double) finding.count(), Double::sum);
    }
    return counts;
  }

  private double violations(Promise promise) {
    var tables = ofTables.get(promise);
    var topics = ofTopics.get(promise);
    return tables == null && topics == null
        ? Double.NaN
        : Objects.requireNonNullElse(tables, 0.0) + Objects.requireNonNullElse(topics, 0.0);
  }

  private double omissions() {
    return ofTables.isEmpty() ? Double.NaN : omittedOfTables + omittedOfTopics;
  }

  private double ageSeconds() {
    return elsewhere
        ? Double.NaN
        : Duration.ofNanos(nanos.getAsLong() - auditedNanos).toMillis() / 1_000.0;
  }
}
