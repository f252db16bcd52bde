package dev.holdfast.demo.verdict;

import dev.holdfast.demo.processes.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether the sale kept every promise, and all its figures; written as JSON field by field.
 *
 * @param why the promises that were broken, the most important first; empty if it passed
 */
public record Verdict(
    String verdict, List<String> why, Setting setting, Sold sold, Told told, Timings timings,
    MemoryFigures memory, List<Check> checks) {

  /** What was tried. */
  public record Setting(
      String eventId, long seed, int buyers, int tickets, long holdSeconds, boolean persistent,
      boolean unsafe, List<String> kills) {}

  /** What became of the tickets and orders. */
  public record Sold(
      int sold, int held, int expired, int cancelled, Map<String, Integer> rejected, int available,
      int firstWaveHeld, int oversold, long lost) {}

  /** What the buyers were told. */
  public record Told(
      long attempts, long accepted, long refused, long unknown, int repeats,
      Map<String, Integer> troubles, int refundsDue) {}

  /** Megabytes by process, and their sums. */
  public record MemoryFigures(
      Map<String, Long> peakMegabytes, long peakTotalMegabytes,
      Map<String, Long> heapLimitMegabytes, long heapLimitTotalMegabytes) {

    static MemoryFigures of(Memory memory) {
      return new MemoryFigures(memory.peak(), memory.peakTotal(), memory.heapLimit(),
          memory.heapLimitTotal());
    }
  }

  /** Broken promises make it a FAIL. */
  public static Verdict of(
      Setting setting,
      Sold sold,
      Told told,
      Timings timings,
      Memory memory,
      List<Check> checks) {
    var why = checks.stream()
        .filter(check -> !check.passed())
        .map(check -> "%s (%s): %d".formatted(check.id(), check.promise(), check.violations()))
        .toList();
    return new Verdict(why.isEmpty() ? "PASS" : "FAIL", why, setting, sold, told, timings,
        MemoryFigures.of(memory), List.copyOf(checks));
  }

  public boolean passed() {
    return why.isEmpty();
  }

  /** The last line of a demo. */
  public String lastLine() {
    return passed() ? "VERDICT PASS" : "VERDICT FAIL: " + String.join("; ", why);
  }

  /** Writes all figures to {@code file}. */
  public void write(Path file) {
    AuditJson.write(this, file);
  }
}
