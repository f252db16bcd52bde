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
  private static final int MILLION = 1_000_000;
  private static final int QUICK_HISTORY = 100_000;
  private static final int ORDERS_PER_EVENT = 10_000;
  private static final int MANY_EVENTS = 100_000;
  private static final int ORDERS_OF_A_SMALL_EVENT = 10;
  private static final String UNIT = "decisions/s";
  private static final String EMPTY = "no orders";

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
        grow(empty, grown, QUICK_HISTORY / ORDERS_PER_EVENT, ORDERS_PER_EVENT, "100,000 orders",
            report);
      } else {
        grow(empty, grown, MILLION / ORDERS_PER_EVENT, ORDERS_PER_EVENT, "1,000,000 orders",
            report);
        grow(empty, grown, 9 * MILLION / ORDERS_PER_EVENT, ORDERS_PER_EVENT, "10,000,000 orders",
            report);
        grow(empty, grown, MANY_EVENTS, ORDERS_OF_A_SMALL_EVENT, "and 100,000 events", report);
        report.ratio("tenMillionVsEmpty",
            rates.ratio("10,000,000 orders", EMPTY + " beside 10,000,000 orders"));
      }
      report.audited("growth, empty tables", empty.audit());
      report.audited("growth, full tables", grown.audit());
    } catch (SQLException e) {
      throw new IllegalStateException("The history could not be written", e);
    }
    report.add(new Chart("growth", "One hot event beside a history: decided and published", false,
        rates.figures(UNIT)));
  }

  private void grow(
      Engine empty, Engine grown, int events, int ordersPerEvent, String name, Report report)
      throws SQLException, InterruptedException {
    long begin = System.nanoTime();
    new PastSales(grown.stack().dataSource("postgres")).write(
        "past-%d-".formatted(name.hashCode() & 0xffff), events, ordersPerEvent);
    report.say(String.format(Locale.ROOT, "  %s: written in %.0f s", name,
        (System.nanoTime() - begin) / 1e9));
    rate(grown);
    for (int round = 1; round <= plan.rounds(); round++) {
      double without = rate(empty);
      double with = rate(grown);
      rates.add(EMPTY + " beside " + name, without);
      rates.add(name, with);
      report.say(String.format(Locale.ROOT, "  round %d: %s %,.0f/s, empty %,.0f/s", round, name,
          with, without));
    }
  }

  private double rate(Engine engine) throws InterruptedException {
    return engine.decide(engine.openEvents(1), plan.quick() ? 20_000 : 100_000).perSecond();
  }
}
