package dev.holdfast.demo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The report for people: one page that needs nothing else, in light and dark. */
public final class BenchPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ROOT);

  private BenchPage() {}

  /** The whole page. */
  public static String of(
      Findings findings,
      Machine machine,
      Instant started,
      List<String> options) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Holdfast: the benchmark</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1>Holdfast, side by side with the alternatives</h1>
        <p>%s · <code>./holdfast %s</code> · medians; the ranges are the least and the most of all rounds</p>
        <ul class="facts">%s</ul>
        <h2>Headline</h2>
        <div class="tiles">%s%s</div>
        <h2>What was measured</h2>
        <div class="charts">%s</div>
        <h2>Audits</h2>
        %s
        </body>
        </html>
        """
        .formatted(css(), TIME.format(started.atOffset(ZoneOffset.UTC)),
            Markup.text(String.join(" ", options)), facts(machine),
            tiles(findings.ratios(), findings),
            tiles(findings.absolutes(), findings), charts(findings.charts()), audits(findings));
  }

  private static String facts(Machine machine) {
    var facts = new StringBuilder();
    machine.facts()
        .forEach((name, value) -> facts.append("<li>%s <b>%s</b></li>".formatted(
            Markup.text(name), Markup.text(value))));
    return facts.toString();
  }

  private static String tiles(Map<String, Figure> figures, Findings findings) {
    var tiles = new StringBuilder();
    figures.forEach((key, figure) -> tiles.append(
        tile(key, figure, findings.noteOn(key).orElse(""))));
    return tiles.toString();
  }

  private static String tile(String key, Figure figure, String note) {
    var target = Target.of(key);
    return """
        <div class="card">
        <h3>%s</h3>
        <div class="big">%s <small>%s</small></div>
        %s
        <div class="range">%s</div>
        <p class="range">%s</p>
        </div>
        """.formatted(Markup.text(target.map(Target::title).orElse(key)),
        Amount.show(figure.median()), Markup.text(figure.unit()),
        target.filter(Target::isSet).map(wanted -> track(wanted, figure)).orElse(""),
        range(figure), Markup.text(note));
  }

  private static String range(Figure figure) {
    return figure.runs().size() == 1
        ? "one round"
        : "%s – %s in %d rounds".formatted(Amount.show(figure.min()), Amount.show(figure.max()),
            figure.runs().size());
  }

  /** The mark in the middle is the target. */
  private static String track(Target target, Figure figure) {
    double percent = Math.min(100, 50 * figure.median() / target.value());
    boolean met = target.isMetBy(figure);
    return """
        <div class="track"><b style="width: %s%%"></b><i></i></div>
        <div class="range">target %s: <span class="%s">%s</span></div>
        """.formatted(Markup.at(percent), target.text(), met ? "met" : "missed",
        met ? "met" : "not met");
  }

  private static String charts(List<Chart> charts) {
    var cards = new StringBuilder();
    for (var chart : charts) {
      cards.append("""
          <section class="card">
          <h3>%s</h3>
          %s
          <p class="range">%s</p>
          </section>
          """.formatted(Markup.text(chart.title()),
          CurveChart.suits(chart) ? CurveChart.of(chart) : BarChart.of(chart),
          chart.lowerIsBetter() ? "Lower is better." : "Higher is better."));
    }
    return cards.toString();
  }

  private static String audits(Findings findings) {
    long passed = findings.audits().stream().filter(Findings.Audited::passed).count();
    var text = new StringBuilder("<p><span class=\"%s\">%d of %d audits passed.</span></p>"
        .formatted(findings.clean() ? "met" : "missed", passed, findings.audits().size()));
    findings.audits()
        .stream()
        .filter(audit -> !audit.passed())
        .forEach(audit -> audit.violations()
            .forEach(violation -> text.append("<p class=\"missed\">%s: %s</p>".formatted(
                Markup.text(audit.of()), Markup.text(violation)))));
    return text.toString();
  }

  private static String css() {
    try (var css = BenchPage.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(css, "page.css is missing").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read page.css", e);
    }
  }
}
