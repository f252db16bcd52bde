package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.crowds.Figures.Scale;
import java.time.Duration;
import java.util.List;

/** Shoppers who buy again as soon as they have their final answer, for some seconds. */
final class SustainedSale implements Part {

  static final int CLIENTS = 1_000;
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final Field field;
  private final CrowdSettings settings;
  private final Market market;

  SustainedSale(Field field, CrowdSettings settings, Market market) {
    this.field = field;
    this.settings = settings;
    this.market = market;
  }

  @Override
  public String name() {
    return market.name();
  }

  @Override
  public List<String> headline() {
    return market.equals(Market.ONE) ? List.of("systemVsDirect") : List.of();
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var rivals = field.rivals(report, market);
    var loop = new Loop(CLIENTS, SETTLING, settings.measured());
    boolean isHeadline = market.equals(Market.ONE);
    int rounds = isHeadline ? settings.rounds() : 1;
    var figures = new Rounds(field, rivals, rounds)
        .measure((rival, round) -> turn(loop, rival, round, report));
    report.add(figures.chart(name(), "%s, %d shoppers: final answers per second"
        .formatted(market.title(), CLIENTS), Scale.ANSWERS, Loop.Result::perSecond));
    report.add(figures.chart(name() + "P99", market.title() + ": 99 % are answered within",
        Scale.MILLIS, result -> result.latency().p99()));
    report.add(figures.chart(name() + "ClientShare",
        market.title() + ": what the shoppers themselves took of the machine", Scale.PERCENT,
        result -> 100 * result.clientShare()));
    if (isHeadline && figures.has(Entrant.ROW_LOCK)) {
      report.ratio("systemVsDirect",
          figures.ratio(Entrant.HOLDFAST, Entrant.ROW_LOCK, Loop.Result::perSecond));
      settings.noteOn("systemVsDirect", report);
    }
    for (var rival : rivals) {
      field.audit(rival, name(), report);
    }
  }

  private Loop.Result turn(Loop loop, Rival rival, int round, Report report)
      throws InterruptedException {
    var result = loop.run(rival, market::next);
    report.say(
        "%s, round %d, %s: %,.0f final answers/s (p50 %,.1f ms, p99 %,.1f); the shoppers used %.0f %% of the machine"
            .formatted(name(), round, rival.label(), result.perSecond(), result.latency().p50(),
                result.latency().p99(), 100 * result.clientShare()));
    return result;
  }
}
