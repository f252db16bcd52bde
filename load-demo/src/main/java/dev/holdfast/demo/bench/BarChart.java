package dev.holdfast.demo.bench;

import static dev.holdfast.demo.bench.Markup.at;

/** Horizontal bars of medians, with whiskers from the least to the most. */
final class BarChart {

  static final double WIDTH = 560;
  private static final double ROW = 42;
  private static final double BAR_TOP = 20;
  private static final double BAR_HEIGHT = 14;
  private static final double LENGTH = 430;

  private BarChart() {}

  static String of(Chart chart) {
    return "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\">%s</svg>".formatted(
        Markup.text(chart.title()), at(WIDTH), at(height(chart)), bars(chart));
  }

  static double height(Chart chart) {
    return ROW * chart.bars().size();
  }

  /** What is inside, for a picture with more than one chart. */
  static String bars(Chart chart) {
    double most = chart.bars()
        .values()
        .stream()
        .mapToDouble(Figure::max)
        .max()
        .orElse(1);
    var svg = new StringBuilder();
    int row = 0;
    for (var bar : chart.bars().entrySet()) {
      svg.append(bar(bar.getKey(), bar.getValue(), row++ * ROW, LENGTH / Math.max(most, 1e-9)));
    }
    return svg.toString();
  }

  private static String bar(String name, Figure figure, double top, double scale) {
    double length = Math.max(1, figure.median() * scale);
    double middle = top + BAR_TOP + BAR_HEIGHT / 2;
    double end = Math.max(length, figure.max() * scale);
    return """
        <text x="0" y="%s">%s</text>
        <rect class="%s" x="0" y="%s" width="%s" height="%s" rx="3"/>
        %s
        <text x="%s" y="%s">%s <tspan class="soft">%s</tspan></text>
        """.formatted(at(top + BAR_TOP - 6), Markup.text(name), isOurs(name) ? "ours" : "theirs",
        at(top + BAR_TOP), at(length), at(BAR_HEIGHT), whisker(figure, middle, scale),
        at(end + 8), at(middle + 5), Amount.show(figure.median()), Markup.text(figure.unit()));
  }

  private static String whisker(Figure figure, double middle, double scale) {
    if (figure.runs().size() < 2) {
      return "";
    }
    return "<path class=\"whisker\" d=\"M%s %sv6m0 -3H%sm0 -3v6\"/>".formatted(
        at(figure.min() * scale), at(middle - 3), at(figure.max() * scale));
  }

  private static boolean isOurs(String name) {
    return name.startsWith("Holdfast") || name.startsWith("engine");
  }
}
