package dev.holdfast.demo.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The headline as Markdown, for a README. */
public final class BenchTable {

  private static final List<Column> COLUMNS = List.of(
      new Column("burst", "2,000 buyers, 100 tickets: last answer, ms"),
      new Column("sustained", "one event, answers/s"),
      new Column("thousand-events", "1,000 events, answers/s"),
      new Column("sold-out", "90 % sold out, answers/s"),
      new Column("polling", "status answers/s"));

  private BenchTable() {}

  /** The headline figures, then every system beside the others. */
  public static String of(Findings findings) {
    var text = new StringBuilder("""
        | figure | median | least – most | wanted |
        |---|---:|---:|---|
        """);
    findings.ratios().forEach((key, figure) -> text.append(row(key, figure, findings)));
    findings.absolutes().forEach((key, figure) -> text.append(row(key, figure, findings)));
    return text.append(systems(findings)).toString();
  }

  private static String row(String key, Figure figure, Findings findings) {
    var target = Target.of(key);
    return "| %s%s | **%s** %s | %s – %s | %s |%n".formatted(
        target.map(Target::title).orElse(key),
        findings.noteOn(key).map(" (%s)"::formatted).orElse(""), Amount.show(figure.median()),
        figure.unit(), Amount.show(figure.min()), Amount.show(figure.max()),
        target.map(Target::text).orElse(""));
  }

  /** One row per system, one column per workload that was run. */
  private static String systems(Findings findings) {
    var columns = COLUMNS.stream().filter(column -> column.chart(findings).isPresent()).toList();
    if (columns.isEmpty()) {
      return "";
    }
    var names = columns.stream()
        .flatMap(column -> column.chart(findings).stream())
        .flatMap(chart -> chart.bars().keySet().stream())
        .distinct();
    return "%n| system | %s |%n|---|%s%n%s".formatted(
        columns.stream().map(Column::title).collect(Collectors.joining(" | ")),
        "---:|".repeat(columns.size()),
        names.map(name -> system(name, columns, findings)).collect(Collectors.joining()));
  }

  private static String system(String name, List<Column> columns, Findings findings) {
    return "| %s | %s |%n".formatted(name, columns.stream()
        .map(column -> column.cell(name, findings))
        .collect(Collectors.joining(" | ")));
  }

  /** A workload: the chart of its figures, and what it is called above a column. */
  private record Column(String id, String title) {

    Optional<Chart> chart(Findings findings) {
      return findings.charts().stream().filter(chart -> chart.id().equals(id)).findFirst();
    }

    String cell(String system, Findings findings) {
      return chart(findings)
          .flatMap(chart -> Optional.ofNullable(chart.bars().get(system)))
          .map(figure -> Amount.show(figure.median()))
          .orElse("–");
    }
  }
}
