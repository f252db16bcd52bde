package dev.holdfast.demo.bench;

import static dev.holdfast.demo.bench.Markup.at;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The charts everybody asks for, as one SVG on a light ground. */
public final class BenchPicture {

  private static final List<String> SHOWN = List.of("hotEvent", "sustained", "burst",
      "overload", "overloadDecidedP99", "overloadRefusedP99", "overloadProcessors",
      "overloadProcessorsDecidedP99", "overloadProcessorsRefusedP99");
  private static final double WIDTH = 720;
  private static final double CHART_WIDTH = 660;
  private static final double MARGIN = 30;
  private static final double TITLE = 34;
  private static final double FOOT = 40;

  private static final String STYLE =
      """
      text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1b2330; }
      text.title { font-size: 15px; font-weight: 600; }
      .soft { fill: #5d6878; font-size: 12px; }
      .ours { fill: #0b7a75; }
      .theirs { fill: #a9b3c1; }
      .whisker { stroke: #39424f; stroke-width: 1.5; fill: none; }
      .curve { stroke: #0b7a75; stroke-width: 2.5; fill: none; stroke-linejoin: round; }
      .grid { stroke: #dde2e9; stroke-width: 1; }
      .dot { fill: #0b7a75; stroke: #ffffff; stroke-width: 2; }
      """;

  private BenchPicture() {}

  /** Those of the charts that were measured. */
  public static String of(Findings findings, Machine machine, Instant started) {
    var body = new StringBuilder();
    double top = MARGIN;
    for (var id : SHOWN) {
      for (var chart : findings.charts()) {
        if (chart.id().equals(id)) {
          body.append(panel(chart, top));
          top += TITLE + height(chart) * CHART_WIDTH / BarChart.WIDTH + MARGIN;
        }
      }
    }
    var foot = "Medians; lines from the least to the most of all rounds. %s cores, %s. %s"
        .formatted(machine.facts().get("cores"), machine.facts().get("memory"),
            started.atOffset(ZoneOffset.UTC).toLocalDate());
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s">
        <style>%3$s</style>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %4$s<text class="soft" x="%5$s" y="%6$s">%7$s</text>
        </svg>
        """.formatted(at(WIDTH), at(top + FOOT), STYLE, body, at(MARGIN),
        at(top + MARGIN / 2), Markup.text(foot));
  }

  private static String panel(Chart chart, double top) {
    return """
        <text class="title" x="%s" y="%s">%s<tspan class="soft">%s</tspan></text>
        <svg x="%s" y="%s" width="%s" height="%s" viewBox="0 0 %s %s">%s</svg>
        """.formatted(at(MARGIN), at(top + MARGIN / 2), Markup.text(chart.title()),
        chart.lowerIsBetter() ? " (lower is better)" : "", at(MARGIN), at(top + TITLE),
        at(CHART_WIDTH), at(height(chart) * CHART_WIDTH / BarChart.WIDTH), at(BarChart.WIDTH),
        at(height(chart)), CurveChart.suits(chart) ? CurveChart.of(chart) : BarChart.bars(chart));
  }

  private static double height(Chart chart) {
    return CurveChart.suits(chart) ? CurveChart.HEIGHT : BarChart.height(chart);
  }
}
