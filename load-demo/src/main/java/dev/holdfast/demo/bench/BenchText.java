package dev.holdfast.demo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report for a terminal. */
public final class BenchText {

  private BenchText() {}

  /** Tables of everything found, the headline last. */
  public static String of(Findings findings, Machine machine) {
    var lines = new ArrayList<String>();
    machine.facts().forEach((name, value) -> lines.add("%-20s %s".formatted(name, value)));
    for (var chart : findings.charts()) {
      lines.add("");
      lines.add(chart.title());
      chart.bars().forEach((name, figure) -> lines.add(row(name, figure, "")));
    }
    lines.add("");
    headline("Headline", findings.absolutes(), findings, lines);
    headline("Ratios", findings.ratios(), findings, lines);
    audits(findings, lines);
    return String.join(System.lineSeparator(), lines);
  }

  private static void headline(
      String title,
      Map<String, Figure> figures,
      Findings findings,
      List<String> lines) {
    lines.add(title);
    figures.forEach((key, figure) -> {
      var target = Target.of(key).filter(Target::isSet);
      lines.add(row(key, figure, target.map(
          wanted -> "%s %s".formatted(wanted.text(), wanted.isMetBy(figure) ? "met" : "NOT met"))
          .orElse("")));
      findings.noteOn(key).ifPresent(note -> lines.add("    " + note));
    });
  }

  private static String row(String name, Figure figure, String remark) {
    return "  %-34s %12s %-12s %10s – %-10s %s".formatted(name, Amount.show(figure.median()),
        figure.unit(), Amount.show(figure.min()), Amount.show(figure.max()), remark)
        .stripTrailing();
  }

  private static void audits(Findings findings, List<String> lines) {
    long failed = findings.audits().stream().filter(audit -> !audit.passed()).count();
    lines.add("");
    lines.add(failed == 0
        ? "AUDITS PASS (%d)".formatted(findings.audits().size())
        : "AUDITS FAIL (%d of %d)".formatted(failed, findings.audits().size()));
    findings.audits()
        .stream()
        .filter(audit -> !audit.passed())
        .forEach(audit -> audit.violations()
            .forEach(violation -> lines.add("  %s: %s".formatted(audit.of(), violation))));
  }
}
