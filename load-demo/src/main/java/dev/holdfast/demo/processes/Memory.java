package dev.holdfast.demo.processes;

import java.util.Map;

/**
 * Memory of the whole system in megabytes, by process.
 *
 * @param peak the largest resident set of each process; empty where the machine does not tell
 * @param heapLimit each JVM's {@code -Xmx}
 */
public record Memory(Map<String, Long> peak, Map<String, Long> heapLimit) {

  /** No process is ours. */
  public static final Memory UNKNOWN = new Memory(Map.of(), Map.of());

  /** Sum of the peaks. */
  public long peakTotal() {
    return peak.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Sum of the limits. */
  public long heapLimitTotal() {
    return heapLimit.values().stream().mapToLong(Long::longValue).sum();
  }
}
