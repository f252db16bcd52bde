package dev.holdfast.demo.verdict;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A verdict as people read it. */
public final class VerdictText {

  private final List<String> lines = new ArrayList<>();

  private VerdictText() {}

  /** All figures, the invariants, and the verdict as the last line. */
  public static String of(Verdict verdict) {
    var text = new VerdictText();
    text.sold(verdict);
    text.told(verdict.told());
    text.timings(verdict.timings());
    text.memory(verdict.memory());
    text.line("");
    verdict.checks().forEach(text::check);
    text.line("");
    text.line(verdict.lastLine());
    return String.join(System.lineSeparator(), text.lines);
  }

  private void sold(Verdict verdict) {
    var sold = verdict.sold();
    line("");
    line(
        "  tickets    %,d: sold %,d, held %,d, available %,d".formatted(verdict.setting().tickets(),
            sold.sold(), sold.held(), sold.available()));
    line(
        "  orders     confirmed %,d, expired %,d, cancelled %,d, rejected %s".formatted(sold.sold(),
            sold.expired(), sold.cancelled(),
            sold.rejected().isEmpty() ? "0" : counts(sold.rejected())));
    line("  first wave %,d got tickets before the first one came back"
        .formatted(sold.firstWaveHeld()));
    line("  oversold   %,d".formatted(sold.oversold()));
    line("  lost       %,d".formatted(sold.lost()));
  }

  private void told(Verdict.Told told) {
    line(("  buyers     %,d orders: accepted %,d, refused %,d, unknown %,d; %,d repeats under the "
        + "same key, %,d refunds due").formatted(told.attempts(), told.accepted(),
            told.refused(), told.unknown(), told.repeats(), told.refundsDue()));
    if (!told.troubles().isEmpty()) {
      line("  troubles   %s".formatted(counts(told.troubles())));
    }
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet()
        .stream()
        .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
        .collect(joining(", "));
  }

  private void timings(Timings timings) {
    line("  time       %,d ms from the first POST to the last decision of the first wave"
        .formatted(timings.firstPostToLastDecisionMillis()));
    line("             %8s %8s %8s %8s".formatted("p50", "p95", "p99", "max"));
    latency("accept", timings.accept());
    latency("decision", timings.decision());
  }

  private void latency(String name, Latency latency) {
    line("  %-10s %8.1f %8.1f %8.1f %8.1f  ms".formatted(name, latency.p50(), latency.p95(),
        latency.p99(),
        latency.max()));
  }

  private void memory(Verdict.MemoryFigures memory) {
    if (memory.peakMegabytes().isEmpty()) {
      return;
    }
    line("  memory     peak %,d MB: %s".formatted(memory.peakTotalMegabytes(),
        memory.peakMegabytes()
            .entrySet()
            .stream()
            .map(process -> process.getKey() + " " + process.getValue())
            .collect(joining(", "))));
    line("             heap limits (-Xmx) %,d MB together"
        .formatted(memory.heapLimitTotalMegabytes()));
  }

  private void check(Check check) {
    line("  %-5s %s  %s".formatted(check.id(), check.passed() ? "PASS" : "FAIL", check.promise()));
    check.examples().forEach(example -> line("             %s".formatted(example)));
    if (check.violations() > check.examples().size()) {
      line("             … %,d in all".formatted(check.violations()));
    }
  }

  private void line(String line) {
    lines.add(line);
  }
}
