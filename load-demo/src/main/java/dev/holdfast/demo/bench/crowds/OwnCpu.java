package dev.holdfast.demo.bench.crowds;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this program itself, the load's source, takes from the systems under load. */
final class OwnCpu {

  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final long beganNanos = System.nanoTime();
  private final long beganCpu = machine.getProcessCpuTime();

  /** Part of the machine's processor time since this was made, 0 to 1. */
  double share() {
    long wall = (System.nanoTime() - beganNanos) * Runtime.getRuntime().availableProcessors();
    return (double) (machine.getProcessCpuTime() - beganCpu) / wall;
  }
}
