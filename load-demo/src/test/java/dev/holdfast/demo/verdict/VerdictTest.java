package dev.holdfast.demo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Promise;
import dev.holdfast.audit.Report;
import dev.holdfast.demo.crowd.Attempts;
import dev.holdfast.demo.processes.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {

  private static final Check KEPT = new Check("I2", "gapless", 0, List.of());
  private static final Check BROKEN = new Check("I1", "balanced", 3, List.of("event e"));

  @Test
  void a_promise_kept_by_all_is_a_pass() {
    assertThat(verdict(KEPT).passed()).isTrue();
    assertThat(verdict(KEPT).lastLine()).isEqualTo("VERDICT PASS");
    assertThat(VerdictText.of(verdict(KEPT))).endsWith("VERDICT PASS")
        .contains("I2    PASS  gapless");
  }

  @Test
  void a_broken_promise_is_named_in_the_last_line() {
    assertThat(verdict(BROKEN, KEPT).lastLine()).isEqualTo("VERDICT FAIL: I1 (balanced): 3");
    assertThat(VerdictText.of(verdict(BROKEN, KEPT))).contains("I1    FAIL  balanced", "event e",
        "… 3 in all");
  }

  @Test
  void the_json_has_all_figures(@TempDir Path directory) throws Exception {
    var file = directory.resolve("verdict.json");

    verdict(BROKEN).write(file);

    var json = new JsonMapper().readTree(file);
    assertThat(json.propertyNames()).containsExactlyInAnyOrder("verdict", "why", "setting", "sold",
        "told", "timings", "memory", "checks");
    assertThat(json.at("/verdict").stringValue()).isEqualTo("FAIL");
    assertThat(json.at("/setting/seed").longValue()).isEqualTo(42);
    assertThat(json.at("/sold/oversold").intValue()).isZero();
    assertThat(json.at("/sold/rejected/SOLD_OUT").intValue()).isEqualTo(9);
    assertThat(json.at("/timings/decision/p99").isNumber()).isTrue();
    assertThat(json.at("/memory/peakMegabytes/order-api").longValue()).isEqualTo(400);
    assertThat(json.at("/memory/heapLimitTotalMegabytes").longValue()).isEqualTo(768);
    assertThat(json.at("/checks/0/id").stringValue()).isEqualTo("I1");
  }

  @Test
  void what_the_audit_looked_at_is_listed_broken_or_not() {
    var finding = new Finding("I1", "balanced", "sums differ", 2, List.of("event e"));

    var checks = Check.of(new Report(List.of(finding), Set.of(Promise.I1, Promise.I2), List.of()));

    assertThat(checks).extracting(Check::id).containsExactly("I1", "I2");
    assertThat(checks.getFirst().violations()).isEqualTo(2);
    assertThat(checks.getFirst().examples()).containsExactly("sums differ: event e");
    assertThat(checks.getLast().passed()).isTrue();
  }

  @Test
  void what_the_audit_could_not_look_at_is_no_pass() {
    var omission = new Omission("I2", "too long", 1, List.of("shard 3"));

    var checks = Check.of(new Report(List.of(), Set.of(Promise.I2), List.of(omission)));

    assertThat(checks).extracting(Check::passed).containsExactly(true, false);
    assertThat(checks.getLast().examples()).containsExactly("too long: shard 3");
  }

  @Test
  void times_are_measured_from_the_first_sending() {
    var attempts = List.of(Attempts.decided(UUID.randomUUID(), "HELD", 1),
        Attempts.accepted(UUID.randomUUID()), Attempts.refused());

    var timings = Timings.of(attempts);

    assertThat(timings.firstPostToLastDecisionMillis()).isEqualTo(30);
    assertThat(timings.accept().count()).isEqualTo(2);
    assertThat(timings.accept().p50()).isEqualTo(10);
    assertThat(timings.decision().count()).isEqualTo(1);
    assertThat(timings.decision().max()).isEqualTo(30);
  }

  @Test
  void percentiles_are_those_of_the_times() {
    var latency = Latency.ofNanos(LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000));

    assertThat(latency.p50()).isEqualTo(50);
    assertThat(latency.p95()).isEqualTo(95);
    assertThat(latency.p99()).isEqualTo(99);
    assertThat(latency.max()).isBetween(99.9, 100.2);
    assertThat(Latency.ofNanos(LongStream.empty())).isEqualTo(new Latency(0, 0, 0, 0, 0));
  }

  private static Verdict verdict(Check... checks) {
    return Verdict.of(
        new Verdict.Setting("on-sale", 42, 10, 1, 5, false, false, List.of()),
        new Verdict.Sold(1, 0, 0, 0, Map.of("SOLD_OUT", 9), 0, 1, 0, 0),
        new Verdict.Told(10, 10, 0, 0, 1, Map.of("no answer", 2), 0),
        Timings.of(new ArrayList<>()),
        new Memory(Map.of("order-api", 400L), Map.of("order-api", 768L)),
        List.of(checks));
  }
}
