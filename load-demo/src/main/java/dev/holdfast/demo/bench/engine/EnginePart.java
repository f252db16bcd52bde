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
public final class EnginePart implements Part {

  private static final int BATCH = 1_000;
  private static final int MOST_ROUNDS = 3;
  private static final int ORDERS = 100_000;
  private static final int QUICK_ORDERS = 30_000;

  private final BenchPlan plan;

  public EnginePart(BenchPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public void run(Report report) throws InterruptedException {
    int orders = plan.quick() ? QUICK_ORDERS : ORDERS;
    try (var engine = Engine.open(plan, name())) {
      plan.machine().askServer(engine.stack().dataSource("postgres"));
      engine.employ(new Crew(1, BATCH, false));
      var hotEvent = new HotEvent(engine, orders, Duration.ofSeconds(plan.quick() ? 1 : 3));
      hotEvent.warm();
      for (int round = 1; round <= plan.rounds(); round++) {
        hotEvent.round(round, report);
      }
      hotEvent.conclude(report);
      vary(new Variations(engine, orders, Math.min(MOST_ROUNDS, plan.rounds()), report));
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
    variations.batches(List.of(200, 500, 1_000, 2_000));
    variations.workers(List.of(1, 2, 4));
    variations.longBacklog();
    variations.views();
  }
}
