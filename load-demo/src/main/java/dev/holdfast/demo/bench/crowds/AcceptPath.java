package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Figure;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.verdict.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long Holdfast takes to accept an order at half the rate that it can accept and decide:
 * requests are due at a constant rate, and each is measured from the moment it was due.
 */
final class AcceptPath implements Part {

  private static final int CLIENTS = 128;
  private static final double OF_CAPACITY = 0.5;
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final String EVENT = "hot";

  private final Field field;
  private final CrowdSettings settings;

  AcceptPath(Field field, CrowdSettings settings) {
    this.field = field;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "accept";
  }

  @Override
  public List<String> headline() {
    return List.of("acceptP99Millis");
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var holdfast = field.rivals(report, Market.ONE)
        .stream()
        .filter(rival -> rival.entrant() == Entrant.HOLDFAST)
        .findFirst()
        .orElseThrow();
    double capacity = capacity(holdfast);
    var latencies = new ArrayList<Latency>();
    for (int round = 1; round <= settings.rounds(); round++) {
      var latency = atRate(holdfast, capacity * OF_CAPACITY);
      report.say(
          "accept, round %d: %,.0f/s are decided at most; at half of it p50 %.1f ms, p99 %.1f ms"
              .formatted(round, capacity, latency.p50(), latency.p99()));
      latencies.add(latency);
    }
    field.audit(holdfast, "accept at half of it", report);
    tell(capacity, latencies, report);
  }

  private static void tell(double capacity, List<Latency> latencies, Report report) {
    var p99 = figure(latencies.stream().map(Latency::p99).toList());
    report.absolute("acceptP99Millis", p99);
    var bars = new LinkedHashMap<String, Figure>();
    bars.put("p50", figure(latencies.stream().map(Latency::p50).toList()));
    bars.put("p99", p99);
    report.add(
        new Chart("accept", "Acceptance of an order at half of the capacity", true, bars));
    report.add(new Chart("acceptCapacity", "Orders accepted and decided per second at most", false,
        Map.of(Entrant.HOLDFAST.label(), new Figure("orders/s", List.of(capacity)))));
  }

  private static Figure figure(List<Double> millis) {
    return new Figure("ms", millis);
  }

  /** Accepting alone would be faster, but what is accepted is to be decided. */
  private double capacity(Rival rival) throws InterruptedException {
    return new Loop(SustainedSale.CLIENTS, SETTLING, settings.measured())
        .run(rival, Market.ONE::next)
        .perSecond();
  }

  /** The clients take the moments in turns; who is late does not move the others' or his next. */
  private Latency atRate(Rival rival, double perSecond) throws InterruptedException {
    var times = new Times();
    var turn = new AtomicInteger();
    long every = (long) (CLIENTS * 1e9 / perSecond);
    try (var team = Team.gather(rival, CLIENTS)) {
      team.all((shopper, opened) -> {
        long begin = opened + SETTLING.toNanos();
        long end = begin + settings.measured().toNanos();
        long due = opened + every * turn.getAndIncrement() / CLIENTS;
        for (; due < end; due += every) {
          Pace.until(due);
          shopper.place(EVENT);
          if (due >= begin) {
            times.note(System.nanoTime() - due);
          }
        }
      });
    }
    return times.latency();
  }
}
