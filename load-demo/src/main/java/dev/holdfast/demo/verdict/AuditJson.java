package dev.holdfast.demo.verdict;

import dev.holdfast.audit.Finding;
import dev.holdfast.audit.Omission;
import dev.holdfast.audit.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** An audit's report as a JSON file. */
public final class AuditJson {

  private static final JsonMapper JSON = new JsonMapper();

  private AuditJson() {}

  public static void write(Report report, Path file) {
    write(new Checks(report.clean(), Check.ofPromises(report), report.findings(),
        report.omissions()), file);
  }

  static void write(Object content, Path file) {
    try {
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  private record Checks(
      boolean clean, List<Check> checks, List<Finding> findings, List<Omission> omissions) {}
}
