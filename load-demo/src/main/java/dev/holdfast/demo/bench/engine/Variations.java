package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import dev.holdfast.demo.bench.engine.Engine.Crew;
import java.util.List;
import java.util.Locale;

/** The engine alone: more events, other batches, more workers, a long backlog, the views. */
final class Variations {

  private static final String UNIT = "decisions/s";
  private static final String ONE = "1 event";
  private static final String THOUSAND = "1,000 events";
  private static final int MANY_EVENTS = 1_000;
  private static final int LONG_BACKLOG = 200_000;

  private final Engine engine;
  private final int orders;
  private final Report report;

  Variations(Engine engine, int orders, Report report) {
    this.engine = engine;
    this.orders = orders;
    this.report = report;
  }

  /** The same backlog spread over ever more events; those of the ratio take turns once more. */
  void events(List<Integer> numbers) throws InterruptedException {
    var rates = new Series();
    for (var some : List.of(numbers, List.of(1, MANY_EVENTS))) {
      for (int number : some) {
        rates.add(events(number), rate(number));
      }
    }
    report.add(new Chart("events", "The same backlog over more events: decided and published",
        false, rates.figures(UNIT)));
    report.ratio("thousandEventsVsOne", rates.ratio(THOUSAND, ONE));
    auditSales("more events");
  }

  /**
   * Each size with a worker of its own, warmed by an unmeasured backlog. To compile fully takes
   * longer than the backlogs: these crews compile soon and are compared with each other only.
   */
  void batches(List<Integer> sizes) throws InterruptedException {
    var rates = new Series();
    for (int size : sizes) {
      crew(new Crew(1, size, false, true), 1);
      rates.add(count("%,d records", size), rate(1));
    }
    report.add(
        new Chart("batches", "One hot event by the size of a batch, JVMs that compile soon", false,
            rates.figures(UNIT)));
    auditSales("batch sizes");
  }

  void workers(List<Integer> numbers) throws InterruptedException {
    var rates = new Series();
    for (int number : numbers) {
      crew(new Crew(number, Crew.USUAL.batch(), false, true), MANY_EVENTS);
      rates.add(number == 1 ? "1 worker" : count("%,d workers", number), rate(MANY_EVENTS));
    }
    report.add(
        new Chart("workers", "1,000 events by the number of workers, JVMs that compile soon", false,
            rates.figures(UNIT)));
    auditSales("several workers");
  }

  /** A backlog four times as long must not need more memory. */
  void longBacklog() throws InterruptedException {
    var peaks = new Series();
    engine.employ(Crew.USUAL);
    for (int backlog : List.of(LONG_BACKLOG / 4, LONG_BACKLOG)) {
      var decided = engine.decide(engine.openEvents(1), backlog);
      report.say("  %,d requests of one event: %,.0f/s".formatted(backlog, decided.perSecond()));
      PeakMemory.megabytesOf(engine.workers().getFirst().pid())
          .ifPresent(peak -> peaks.add(count("%,d requests", backlog), peak));
    }
    if (!peaks.isEmpty()) {
      report.add(new Chart("workerMemory", "Most memory one worker ever used, by its backlog", true,
          peaks.figures("MB")));
    }
    auditSales("long backlog");
  }

  /** With order-api beside it, until the views show everything. */
  void views() throws InterruptedException {
    var rates = new Series();
    crew(new Crew(1, Crew.USUAL.batch(), true, true), 1);
    var decided = engine.decide(engine.openEvents(1), orders);
    rates.add("decided", decided.requests() / decided.decidedSeconds());
    rates.add("and published", decided.perSecond());
    rates.add("and shown by order-api", decided.shownPerSecond());
    report.add(new Chart("views",
        "One hot event with order-api beside the worker, JVMs that compile soon", false,
        rates.figures(UNIT)));
    report.audited("engine, views", engine.audit());
  }

  private void crew(Crew crew, int events) throws InterruptedException {
    engine.employ(crew);
    rate(events);
  }

  private double rate(int events) throws InterruptedException {
    double rate = engine.decide(engine.openEvents(events), orders).perSecond();
    report.say("  %s: %,.0f/s".formatted(events(events), rate));
    return rate;
  }

  private void auditSales(String of) {
    report.audited("engine, the sales of " + of, engine.auditSales());
  }

  private static String events(int number) {
    return number == 1 ? ONE : count("%,d events", number);
  }

  private static String count(String format, int number) {
    return String.format(Locale.ROOT, format, number);
  }
}
