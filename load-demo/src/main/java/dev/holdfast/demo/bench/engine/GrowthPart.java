package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import dev.holdfast.demo.bench.engine.Engine.Crew;
import java.sql.SQLException;
import java.util.Locale;

/**
 * One hot event beside a long history.
 *
 * <p>Two engines take turns, one of them always empty: so a busy moment of the machine hits both.
 */
public final class GrowthPart implements Part {

  private static final int BATCH = 1_000;
  private static final int MOST_ROUNDS = 3;
  private static final String UNIT = "decisions/s";
  private static final String EMPTY = "empty, in turn with ";

  private record History(String name, int events, int ordersOfEach) {}

  private final BenchPlan plan;
  private final Series rates = new Series();

  public GrowthPart(BenchPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public void run(Report report) throws InterruptedException {
    try (var empty = Engine.open(plan, "empty"); var grown = Engine.open(plan, "grown")) {
      plan.machine().askServer(empty.stack().dataSource("postgres"));
      empty.employ(new Crew(1, BATCH, false));
      grown.employ(new Crew(1, BATCH, false));
      rate(empty);
      rate(grown);
      if (plan.quick()) {
        report.say("  --quick: 100,000 orders of the past instead of 1 and 10 million");
        grow(empty, grown, new History("100,000 orders", 10, 10_000), report);
        audit(empty, grown, report);
      } else {
        grow(empty, grown, new History("1 M orders of 100,000 events", 100_000, 10), report);
        audit(empty, grown, report);
        var million = new History("10 M orders", 900, 10_000);
        grow(empty, grown, million, report);
        report.ratio("tenMillionVsEmpty",
            rates.ratio(million.name(), EMPTY + million.name()));
        // The whole audit sorts ten million rows a dozen times: it was run on the first million.
        report.audited("growth, the sales beside 10 M orders", grown.auditSales());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The history could not be written", e);
    }
    report.add(new Chart("growth", "One hot event beside a history: decided and published", false,
        rates.figures(UNIT)));
  }

  private void grow(Engine empty, Engine grown, History history, Report report)
      throws SQLException, InterruptedException {
    long begin = System.nanoTime();
    new PastSales(grown.stack().dataSource("postgres"))
        .write("past-%d-".formatted(history.events()), history.events(), history.ordersOfEach());
    report.say(String.format(Locale.ROOT, "  %s more, written in %.0f s", history.name(),
        (System.nanoTime() - begin) / 1e9));
    rate(grown);
    for (int round = 1; round <= Math.min(MOST_ROUNDS, plan.rounds()); round++) {
      double without = rate(empty);
      double with = rate(grown);
      rates.add(EMPTY + history.name(), without);
      rates.add(history.name(), with);
      report.say(String.format(Locale.ROOT, "  round %d: %s %,.0f/s, empty %,.0f/s", round,
          history.name(), with, without));
    }
  }

  private static void audit(Engine empty, Engine grown, Report report) {
    report.audited("growth, empty tables", empty.audit());
    report.audited("growth, full tables", grown.audit());
  }

  private double rate(Engine engine) throws InterruptedException {
    return engine.decide(engine.openEvents(1), plan.quick() ? 20_000 : 100_000).perSecond();
  }
}
