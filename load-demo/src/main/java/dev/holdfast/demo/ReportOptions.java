package dev.holdfast.demo;

import dev.holdfast.demo.bench.BenchJson;
import dev.holdfast.demo.bench.BenchPage;
import dev.holdfast.demo.bench.BenchPicture;
import dev.holdfast.demo.bench.BenchTable;
import dev.holdfast.demo.bench.Findings;
import dev.holdfast.demo.bench.Machine;
import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where the benchmark's report goes. */
final class ReportOptions {

  @Option(names = "--report", paramLabel = "FILE", defaultValue = "bench-report.html", description = "Where the page goes (${DEFAULT-VALUE}).")
  private Path report = Path.of("bench-report.html");

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures here as well.")
  @Nullable
  private Path json;

  @Option(names = "--table", paramLabel = "FILE", description = "Write the headline here as Markdown.")
  @Nullable
  private Path table;

  @Option(names = "--picture", paramLabel = "FILE", description = "Draw the headline here as SVG.")
  @Nullable
  private Path picture;

  /** Writes all that was asked for; returns where the page is. */
  Path write(Findings findings, Machine machine, Instant started, List<String> arguments) {
    write(report, BenchPage.of(findings, machine, started, arguments));
    if (json != null) {
      write(json, BenchJson.write(findings, machine, started, arguments));
    }
    if (table != null) {
      write(table, BenchTable.of(findings));
    }
    if (picture != null) {
      write(picture, BenchPicture.of(findings, machine, started));
    }
    return report.toAbsolutePath();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Trouble("Can't write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
