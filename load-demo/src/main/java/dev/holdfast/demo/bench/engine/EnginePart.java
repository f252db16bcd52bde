package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.engine.Engine.Crew;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The decision engine without HTTP, against the direct design and the bare insert rate. */
final class EnginePart implements Part {

  private static final int ORDERS = 60_000;
  private static final int QUICK_ORDERS = 20_000;
  private static final List<Integer> CONNECTIONS = List.of(32, 8, 1);
  private static final List<Integer> QUICK_CONNECTIONS = List.of(32, 1);

  private final BenchPlan plan;
  private final Engines engines;

  EnginePart(BenchPlan plan, Engines engines) {
    this.plan = plan;
    this.engines = engines;
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public List<String> headline() {
    return List.of("engineDecisionsPerSecond", "engineVsDirect", "engineVsCopy",
        "thousandEventsVsOne");
  }

  @Override
  public void run(Report report) throws InterruptedException {
    int orders = plan.quick() ? QUICK_ORDERS : ORDERS;
    try {
      var engine = engines.shared();
      var variations = new Variations(engine, QUICK_ORDERS, report);
      if (!plan.quick()) {
        // First: an order-api that starts shows everything that was ever decided.
        variations.views();
      }
      engine.employ(Crew.USUAL);
      var hotEvent = plan.quick()
          ? new HotEvent(engine, orders, QUICK_CONNECTIONS, Duration.ofSeconds(1))
          : new HotEvent(engine, orders, CONNECTIONS, Duration.ofMillis(1_500));
      hotEvent.warm();
      for (int round = 1; round <= plan.rounds(); round++) {
        hotEvent.round(round, report);
      }
      hotEvent.conclude(report);
      vary(variations);
      // The whole audit sorts every row a dozen times: once, at the end.
      report.audited("engine, everything", engine.audit());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("The benchmark of the engine failed", e);
    }
  }

  private void vary(Variations variations) throws InterruptedException {
    if (plan.quick()) {
      variations.events(List.of(1, 1_000));
      return;
    }
    variations.events(List.of(1, 100, 1_000, 10_000));
    variations.longBacklog();
    variations.batches(List.of(200, 1_000, 2_000));
    variations.workers(List.of(1, 2, 4));
  }
}
