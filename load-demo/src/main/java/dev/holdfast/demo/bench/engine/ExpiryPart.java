package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import dev.holdfast.demo.bench.engine.Engine.Crew;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.UnreadableMessage;
import java.util.List;
import java.util.Locale;

/** 100,000 holds that are due at once, while a sale of other events runs. */
public final class ExpiryPart implements Part {

  private static final int HOLDS = 100_000;
  private static final int HOLD_SECONDS = 15;
  private static final int BATCH = 1_000;
  // On every shard, so that the one with the due holds is among those whose latency is measured.
  private static final int SALES = 32;
  private static final int SALE_MILLIS = 4_000;
  private static final int ROUNDS = 3;
  private static final String ONE = "in one event";
  private static final String MANY = "over 1,000 events";
  private static final int MANY_EVENTS = 1_000;

  private final BenchPlan plan;
  private final Series releases = new Series();
  private final Series latencies = new Series();

  public ExpiryPart(BenchPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "expiry";
  }

  @Override
  public void run(Report report) throws InterruptedException {
    try (var engine = Engine.open(plan, name())) {
      plan.machine().askServer(engine.stack().dataSource("postgres"));
      engine.employ(new Crew(1, BATCH, false));
      var expiry = engine.start(Service.EXPIRY_WORKER);
      expiry.pause();
      int rounds = plan.quick() ? 1 : Math.min(ROUNDS, plan.rounds());
      for (int round = 1; round <= rounds; round++) {
        round(engine, expiry, ONE, 1, report);
        if (!plan.quick()) {
          round(engine, expiry, MANY, MANY_EVENTS, report);
        }
        report.audited("expiry, round " + round, engine.audit());
      }
      expiry.resume();
    }
    report.absolute("releaseMillis", releases.figure(ONE, "ms"));
    report.add(new Chart("release", "100,000 holds due at once: time until all are released", true,
        releases.figures("ms")));
    report.add(new Chart("releaseLatency",
        "Beside it: p99 from a request to its announced result, 500 orders/s", true,
        latencies.figures("ms")));
  }

  private void round(
      Engine engine,
      ServiceProcess expiry,
      String where,
      int events,
      Report report)
      throws InterruptedException {
    var due = engine.openEvents(events, EventTerms.MAX_CAPACITY, HOLD_SECONDS);
    var onSale = engine.openEvents(SALES);
    engine.decide(due, HOLDS);
    try (var holds = new DueHolds(engine.stack().dataSource("postgres"), due);
        var latency = new AnnouncedLatency(engine.stack().bootstrapServers())) {
      if (holds.held() < HOLDS) {
        throw new IllegalStateException("Holds lapsed while others were being decided");
      }
      try (var _ = SteadySale.start(engine.backlog(), onSale)) {
        Thread.sleep(SALE_MILLIS);
      }
      double quiet = p99(engine, latency, onSale);
      holds.awaitDue();
      double millis = release(engine, expiry, holds, onSale);
      double busy = p99(engine, latency, onSale);
      releases.add(where, millis);
      latencies.add("nothing is due", quiet);
      latencies.add("100,000 are due " + where, busy);
      report
          .say(String.format(Locale.ROOT, "  %s: released in %,.0f ms; p99 %.0f ms, before %.0f ms",
              where, millis, busy, quiet));
    }
  }

  private static double release(
      Engine engine,
      ServiceProcess expiry,
      DueHolds holds,
      List<String> onSale)
      throws InterruptedException {
    try (var _ = SteadySale.start(engine.backlog(), onSale)) {
      long begin = System.nanoTime();
      expiry.resume();
      holds.awaitReleased();
      double millis = (System.nanoTime() - begin) / 1e6;
      expiry.pause();
      return millis;
    }
  }

  private static double p99(Engine engine, AnnouncedLatency latency, List<String> onSale)
      throws InterruptedException {
    engine.awaitAnnounced();
    try {
      return latency.p99Millis(onSale);
    } catch (UnreadableMessage e) {
      throw new IllegalStateException("A result is unreadable", e);
    }
  }
}
