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
import java.util.stream.Stream;

/** 100,000 holds that are due at once, while a sale of other events runs. */
final class ExpiryPart implements Part {

  private static final int HOLDS = 100_000;
  private static final int HOLD_SECONDS = 6;
  private static final int WARM_HOLD_SECONDS = 1;
  // On every shard, so that the one with the due holds is among those whose latency is measured.
  private static final int SALES = 32;
  private static final int SALE_MILLIS = 4_000;
  private static final int MOST_ROUNDS = 2;
  private static final String ONE = "in one event";
  private static final String MANY = "over 1,000 events";
  private static final int MANY_EVENTS = 1_000;

  private final BenchPlan plan;
  private final Engines engines;
  private final Series releases = new Series();
  private final Series latencies = new Series();

  ExpiryPart(BenchPlan plan, Engines engines) {
    this.plan = plan;
    this.engines = engines;
  }

  @Override
  public String name() {
    return "expiry";
  }

  @Override
  public List<String> headline() {
    return List.of("releaseMillis");
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var engine = engines.shared();
    engine.employ(Crew.USUAL);
    try (var expiry = engine.start(Service.EXPIRY_WORKER)) {
      expiry.pause();
      warm(engine, expiry);
      int rounds = plan.quick() ? 1 : Math.min(MOST_ROUNDS, plan.rounds());
      for (int round = 1; round <= rounds; round++) {
        round(engine, expiry, ONE, 1, report);
        if (!plan.quick() && round == 1) {
          round(engine, expiry, MANY, MANY_EVENTS, report);
        }
      }
      expiry.resume();
    }
    report.audited("expiry, everything", engine.audit());
    report.absolute("releaseMillis", releases.figure(ONE, "ms"));
    report.add(new Chart("release",
        "100,000 holds due at once: time until all are released, and until the last is announced",
        true, releases.figures("ms")));
    report.add(new Chart("releaseLatency",
        "Beside it: p99 from a request to its announced result, 500 orders/s", true,
        latencies.figures("ms")));
  }

  /** A tenth of the holds, unmeasured: the expiry worker has just started. */
  private static void warm(Engine engine, ServiceProcess expiry) throws InterruptedException {
    var due = engine.openEvents(1, EventTerms.MAX_CAPACITY, WARM_HOLD_SECONDS);
    engine.decide(due, HOLDS / 10);
    try (var holds = new DueHolds(engine.stack().dataSource("postgres"), due)) {
      holds.awaitDue();
      expiry.resume();
      holds.awaitReleased();
      expiry.pause();
    }
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
        throw new IllegalStateException("Holds were released before they were to be");
      }
      try (var _ = SteadySale.start(engine.backlog(), onSale)) {
        Thread.sleep(SALE_MILLIS);
      }
      double quiet = p99(engine, latency, onSale);
      holds.awaitDue();
      var release = release(engine, expiry, holds, onSale);
      double busy = p99(engine, latency, onSale);
      tell(report, where, release, quiet, busy);
    }
    // The whole audit sorts every row of the parts before a dozen times.
    report.audited("expiry, released " + where,
        engine.auditSales(Stream.concat(due.stream(), onSale.stream()).toList()));
  }

  private void tell(Report report, String where, Release release, double quiet, double busy) {
    releases.add(where, release.freeMillis());
    releases.add(where + ", announced", release.announcedMillis());
    latencies.add("nothing is released", quiet);
    latencies.add("100,000 are released " + where, busy);
    report.say(String.format(Locale.ROOT,
        "  %s: released in %,.0f ms, announced in %,.0f ms; p99 %.0f ms, before %.0f ms", where,
        release.freeMillis(), release.announcedMillis(), busy, quiet));
  }

  /** How long it took until no ticket was held any more, and until all results were announced. */
  private record Release(double freeMillis, double announcedMillis) {}

  private static Release release(
      Engine engine,
      ServiceProcess expiry,
      DueHolds holds,
      List<String> onSale)
      throws InterruptedException {
    long begin = System.nanoTime();
    double freeMillis;
    try (var _ = SteadySale.start(engine.backlog(), onSale)) {
      expiry.resume();
      holds.awaitReleased();
      freeMillis = millisSince(begin);
      expiry.pause();
    }
    engine.awaitAnnounced();
    return new Release(freeMillis, millisSince(begin));
  }

  private static double millisSince(long begin) {
    return (System.nanoTime() - begin) / 1e6;
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
