package dev.holdfast.demo.bench;

import static dev.holdfast.demo.bench.Markup.at;

import java.util.List;
import java.util.Map;

/** How a figure changes as something grows: a line from one size to the next. */
final class CurveChart {

  private static final double WIDTH = 560;
  static final double HEIGHT = 250;
  private static final double LEFT = 64;
  private static final double RIGHT = 524;
  private static final double TOP = 34;
  private static final double BOTTOM = 214;
  private static final int LINES = 4;
  private static final double[] ROUND = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8};

  private CurveChart() {}

  /** Whether the names of the bars are sizes. */
  static boolean suits(Chart chart) {
    return chart.bars().size() > 1
        && chart.bars().keySet().stream().allMatch(name -> name.matches("[\\d,]+( [A-Za-z]+)*"));
  }

  static String of(Chart chart) {
    var points = List.copyOf(chart.bars().entrySet());
    double step =
        step(points.stream().mapToDouble(point -> point.getValue().max()).max().orElse(1));
    double most = step * LINES;
    var svg = new StringBuilder();
    svg.append("<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\">".formatted(
        Markup.text(chart.title()), at(WIDTH), at(HEIGHT)));
    for (int line = 0; line <= LINES; line++) {
      svg.append(grid(step * line, most));
    }
    svg.append("<polyline class=\"curve\" points=\"");
    for (int i = 0; i < points.size(); i++) {
      svg.append("%s,%s ".formatted(at(x(i, points.size())),
          at(y(points.get(i).getValue().median(), most))));
    }
    svg.append("\"/>");
    for (int i = 0; i < points.size(); i++) {
      svg.append(point(points.get(i), x(i, points.size()), most));
    }
    return svg.append("<text class=\"soft\" x=\"0\" y=\"12\">%s</text></svg>".formatted(
        Markup.text(points.getFirst().getValue().unit()))).toString();
  }

  /** A round number, such that a few of them are just enough. */
  private static double step(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9) / LINES)));
    for (double factor : ROUND) {
      if (factor * power * LINES >= most) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String grid(double value, double most) {
    double y = y(value, most);
    return """
        <path class="grid" d="M%s %sH%s"/>
        <text class="soft" x="%s" y="%s" text-anchor="end">%s</text>
        """.formatted(at(LEFT - 16), at(y), at(RIGHT + 24), at(LEFT - 22), at(y + 4),
        Amount.show(value));
  }

  private static String point(Map.Entry<String, Figure> point, double x, double most) {
    var figure = point.getValue();
    double y = y(figure.median(), most);
    return """
        <path class="whisker" d="M%s %sV%s"/>
        <circle class="dot" cx="%s" cy="%s" r="5"/>
        <text x="%s" y="%s" text-anchor="middle">%s</text>
        <text class="soft" x="%s" y="%s" text-anchor="middle">%s</text>
        """.formatted(at(x), at(y(figure.min(), most)), at(y(figure.max(), most)), at(x), at(y),
        at(x), at(y + 22), Amount.show(figure.median()), at(x), at(BOTTOM + 22),
        Markup.text(point.getKey()));
  }

  private static double x(int index, int points) {
    return LEFT + 20 + (RIGHT - LEFT - 20) * index / (points - 1);
  }

  private static double y(double value, double most) {
    return BOTTOM - (BOTTOM - TOP) * value / Math.max(most, 1e-9);
  }
}
