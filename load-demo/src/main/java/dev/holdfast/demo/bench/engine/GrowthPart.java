package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import dev.holdfast.demo.bench.engine.Engine.Crew;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * One hot event beside a history.
 *
 * <p>Two engines take turns, one of them always empty: so a busy moment of the machine hits both. A
 * quick run grows the engine of the parts before, a whole one a new engine.
 */
final class GrowthPart implements Part {

  private static final int MOST_ROUNDS = 2;
  private static final int ORDERS = 40_000;
  private static final int QUICK_ORDERS = 20_000;
  private static final String UNIT = "decisions/s";
  private static final String EMPTY = "empty, in turn with ";
  private static final String RATIO = "tenMillionVsEmpty";

  /** Written beside those before it. */
  private record History(String name, int events, int ordersOfEach) {}

  private static final List<History> HISTORIES = List.of(
      new History("1 M orders of 100,000 events", 100_000, 10),
      new History("10 M orders", 1_000, 9_000));

  private static final List<History> QUICK_HISTORIES = List.of(
      new History("300,000 orders", 1_000, 300));

  private final BenchPlan plan;
  private final Engines engines;
  private final Series rates = new Series();

  GrowthPart(BenchPlan plan, Engines engines) {
    this.plan = plan;
    this.engines = engines;
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public List<String> headline() {
    return List.of(RATIO);
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var histories = plan.quick() ? QUICK_HISTORIES : HISTORIES;
    if (!plan.quick()) {
      engines.close();
    }
    try (var empty = engines.fresh("empty")) {
      growStepByStep(empty, engines.shared(), histories, report);
      report.audited("growth, empty tables", empty.audit());
    } catch (SQLException e) {
      throw new IllegalStateException("The history could not be written", e);
    }
    var last = histories.getLast().name();
    report.ratio(RATIO, rates.ratio(last, EMPTY + last));
    if (plan.quick()) {
      report.note(RATIO, "--quick: measured with %s, not with 10 M".formatted(last));
    }
    report.add(new Chart("growth", "One hot event beside a history: decided and published", false,
        rates.figures(UNIT)));
  }

  private void growStepByStep(
      Engine empty,
      Engine grown,
      List<History> histories,
      Report report)
      throws SQLException, InterruptedException {
    empty.employ(Crew.USUAL);
    grown.employ(Crew.USUAL);
    rate(empty);
    rate(grown);
    for (var history : histories) {
      grow(grown, history, report);
      compare(empty, grown, history, report);
      // The whole audit sorts every row a dozen times: minutes for millions.
      report.audited("growth, the sales beside " + history.name(), grown.auditSales());
    }
  }

  private static void grow(Engine grown, History history, Report report)
      throws SQLException, InterruptedException {
    long begin = System.nanoTime();
    new PastSales(grown.stack().dataSource("postgres"))
        .write("past-%d-".formatted(history.events()), history.events(), history.ordersOfEach());
    report.say(String.format(Locale.ROOT, "  now %s: %,d written in %.0f s", history.name(),
        history.events() * history.ordersOfEach(), (System.nanoTime() - begin) / 1e9));
  }

  private void compare(Engine empty, Engine grown, History history, Report report)
      throws InterruptedException {
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

  private double rate(Engine engine) throws InterruptedException {
    return engine.decide(engine.openEvents(1), plan.quick() ? QUICK_ORDERS : ORDERS).perSecond();
  }
}
