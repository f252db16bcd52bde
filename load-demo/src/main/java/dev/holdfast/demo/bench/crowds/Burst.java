package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.crowds.Figures.Scale;
import dev.holdfast.demo.verdict.Latency;
import java.util.List;

/** Two thousand buyers want a hundred tickets in the same moment. */
final class Burst implements Part {

  private static final int BUYERS = 2_000;
  private static final int TICKETS = 100;

  private final Field field;
  private final CrowdSettings settings;

  Burst(Field field, CrowdSettings settings) {
    this.field = field;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public List<String> headline() {
    return List.of("burstMillis", "burstVsDirect");
  }

  /** From the start to each final answer; the last one is {@code latency.max}. */
  record Result(Latency latency, double clientShare) {

    double millis() {
      return latency.max();
    }
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var rivals = field.rivals(report, Market.ONE);
    // Once unmeasured: until now nobody was told that there are no tickets left.
    new Rounds(field, rivals, 1).measure((rival, _) -> rush(rival, 0, report));
    var figures = new Rounds(field, rivals, settings.rounds())
        .measure((rival, round) -> rush(rival, round, report));
    for (var rival : rivals) {
      field.audit(rival, name(), report);
    }
    chart(figures, report);
    report.absolute("burstMillis",
        figures.figure(Entrant.HOLDFAST, "ms", Result::millis));
    if (figures.has(Entrant.ROW_LOCK)) {
      report.ratio("burstVsDirect",
          figures.ratio(Entrant.ROW_LOCK, Entrant.HOLDFAST, Result::millis));
      settings.noteOn("burstVsDirect", report);
    }
  }

  private Result rush(Rival rival, int round, Report report) throws InterruptedException {
    var eventId = "burst-" + round;
    rival.open(List.of(eventId), TICKETS);
    var result = rush(rival, eventId);
    report.say(
        "burst, %s, %s: last final answer after %,.0f ms (p50 %,.0f, p99 %,.0f); the buyers used %.0f %% of the machine"
            .formatted(round == 0 ? "unmeasured" : "round " + round, rival.label(),
                result.millis(), result.latency.p50(),
                result.latency.p99(), 100 * result.clientShare));
    return result;
  }

  private static Result rush(Rival rival, String eventId) throws InterruptedException {
    var times = new Times();
    try (var team = Team.gather(rival, BUYERS)) {
      var own = new OwnCpu();
      team.all((shopper, opened) -> {
        shopper.buy(eventId);
        times.note(System.nanoTime() - opened);
      });
      return new Result(times.latency(), own.share());
    }
  }

  private static void chart(Figures<Result> figures, Report report) {
    report.add(figures.chart("burst", "%,d buyers, %d tickets: time to the last final answer"
        .formatted(BUYERS, TICKETS), Scale.MILLIS, Result::millis));
    report.add(figures.chart("burstP50", "The same: median time to the final answer",
        Scale.MILLIS, result -> result.latency.p50()));
    report.add(figures.chart("burstP95", "The same: 95 % have their final answer",
        Scale.MILLIS, result -> result.latency.p95()));
    report.add(figures.chart("burstClientShare",
        "The same: what the buyers themselves took of the machine", Scale.PERCENT,
        result -> 100 * result.clientShare));
    report.add(figures.chart("burstP99", "The same: 99 % have their final answer",
        Scale.MILLIS, result -> result.latency.p99()));
  }
}
