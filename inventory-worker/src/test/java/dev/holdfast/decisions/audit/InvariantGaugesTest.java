package dev.holdfast.decisions.audit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InvariantGaugesTest {

  private static final String AGE = "holdfast.audit.age.seconds";

  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InvariantGauges gauges = new InvariantGauges(registry, now::get);

  @Test
  void what_the_topics_said_stays_while_they_are_read_again() {
    gauges.showTables(found(2));
    gauges.showTopics(found(3));
    assertThat(violations(Promise.I8)).isEqualTo(5);

    gauges.showTables(found(0));

    assertThat(violations(Promise.I8)).isEqualTo(3);
  }

  @Test
  void only_an_audit_that_came_to_its_end_is_young_again() {
    now.set(SECONDS.toNanos(60));
    gauges.showTables(found(0));
    assertThat(value(AGE)).isEqualTo(60);

    gauges.showTopics(found(0));

    assertThat(value(AGE)).isZero();
  }

  @Test
  void what_could_not_be_looked_at_is_not_known_to_be_kept() {
    var omission = new Omission("I8", "too long", 1, List.of());
    gauges.showTables(new Report(List.of(), Set.of(Promise.I1, Promise.I8), List.of(omission)));

    assertThat(violations(Promise.I1)).isZero();
    assertThat(violations(Promise.I8)).isNaN();
    assertThat(value("holdfast.audit.omissions")).isEqualTo(1);
  }

  @Test
  void nothing_is_known_where_another_worker_audits() {
    gauges.showTables(found(1));
    gauges.showTopics(found(1));

    gauges.clear();

    assertThat(violations(Promise.I8)).isNaN();
    assertThat(value(AGE)).isNaN();
  }

  @Test
  void what_clients_were_told_has_no_gauge() {
    assertThat(registry.getMeters()).extracting(Meter::getId)
        .extracting(id -> id.getTag("invariant"))
        .contains("I10", "I12")
        .doesNotContain("I11");
  }

  private static Report found(int times) {
    var finding = new Finding("I8", "promise", "what", times, List.of());
    return new Report(times == 0 ? List.of() : List.of(finding), Set.of(Promise.I8), List.of());
  }

  private double violations(Promise promise) {
    return registry.get("holdfast.invariant.violations")
        .tag("invariant", promise.name())
        .gauge()
        .value();
  }

  private double value(String name) {
    return registry.get(name).gauge().value();
  }
}
