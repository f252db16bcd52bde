package dev.holdfast.demo.processes;

import dev.holdfast.localstack.StackSettings;
import java.nio.file.Path;
import java.util.List;

/** How the JVMs of a run compile what they execute. */
public enum Compilation {

  /**
   * Soon and well enough: the JVMs have just started and share few cores, and the second compiler
   * would take more of them than the sale (18 s instead of 8 s on two cores).
   */
  SOON,

  /** As production does, for a load of minutes. */
  FULLY;

  List<String> jvmOptions() {
    return this == SOON ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }

  /** A stack whose broker compiles like this too. */
  StackSettings stackIn(Path directory) {
    var settings = StackSettings.in(directory);
    return this == FULLY ? settings.forSustainedLoad() : settings;
  }
}
