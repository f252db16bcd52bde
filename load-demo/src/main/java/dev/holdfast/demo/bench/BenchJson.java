package dev.holdfast.demo.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The report for machines. */
public final class BenchJson {

  private static final JsonMapper JSON = new JsonMapper();

  private BenchJson() {}

  /** The whole report; {@code options} as they were given. */
  public static String write(
      Findings findings,
      Machine machine,
      Instant started,
      List<String> options) {
    var content = new LinkedHashMap<String, Object>();
    content.put("startedAt", started.toString());
    content.put("options", options);
    content.put("machine", machine.facts());
    content.put("passed", findings.clean());
    content.put("ratios", headline(findings.ratios(), findings));
    content.put("absolute", headline(findings.absolutes(), findings));
    content.put("seconds", findings.seconds());
    content.put("charts", findings.charts().stream().map(BenchJson::chart).toList());
    content.put("audits", findings.audits()
        .stream()
        .map(audit -> Map.of("of", audit.of(), "passed", audit.passed(), "violations",
            audit.violations()))
        .toList());
    return Objects.requireNonNull(
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
  }

  private static Map<String, Object> chart(Chart chart) {
    var content = new LinkedHashMap<String, Object>();
    content.put("id", chart.id());
    content.put("title", chart.title());
    content.put("lowerIsBetter", chart.lowerIsBetter());
    content.put("bars", figures(chart.bars()));
    return content;
  }

  private static Map<String, Object> headline(Map<String, Figure> figures, Findings findings) {
    var content = new LinkedHashMap<String, Object>();
    figures.forEach((key, figure) -> {
      var fields = figure(figure);
      findings.noteOn(key).ifPresent(note -> fields.put("note", note));
      content.put(key, fields);
    });
    return content;
  }

  private static Map<String, Object> figures(Map<String, Figure> figures) {
    var content = new LinkedHashMap<String, Object>();
    figures.forEach((key, figure) -> content.put(key, figure(figure)));
    return content;
  }

  private static Map<String, Object> figure(Figure figure) {
    var content = new LinkedHashMap<String, Object>();
    content.put("unit", figure.unit());
    content.put("median", figure.median());
    content.put("min", figure.min());
    content.put("max", figure.max());
    content.put("runs", figure.runs());
    return content;
  }
}
