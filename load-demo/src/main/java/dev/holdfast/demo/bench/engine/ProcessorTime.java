package dev.holdfast.demo.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time of a process and all its children, those that have ended included. */
final class ProcessorTime {

  // Of Linux; everywhere else only the children that live are counted.
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME_OF_ENDED_CHILDREN = 14;

  private ProcessorTime() {}

  static double secondsOf(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(ProcessorTime::ownAndEnded)
        .sum();
  }

  private static double ownAndEnded(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc/%d/stat".formatted(process.pid())));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = USER_TIME; field <= SYSTEM_TIME_OF_ENDED_CHILDREN; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
  }
}
