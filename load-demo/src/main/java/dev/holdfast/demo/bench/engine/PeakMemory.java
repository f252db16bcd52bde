package dev.holdfast.demo.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The largest resident set a process ever had, where the machine tells (Linux). */
final class PeakMemory {

  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  private PeakMemory() {}

  static OptionalDouble megabytesOf(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid)))
          .stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(
              line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
