package dev.holdfast.demo.bench;

import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RunDirectory;

/**
 * How the benchmark is to be run.
 *
 * @param directory where logs and data of this run go
 * @param quick whether minutes matter more than precision
 * @param rounds how often everything is measured
 * @param machine told by the parts what they ran on
 */
public record BenchPlan(
    Home home, RunDirectory directory, boolean quick, int rounds, Machine machine) {

  /** How the JVMs compile: a quick run is over before the second compiler pays. */
  public Compilation compilation() {
    return quick ? Compilation.SOON : Compilation.FULLY;
  }
}
