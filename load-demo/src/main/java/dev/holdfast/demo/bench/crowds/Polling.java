package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.crowds.Figures.Scale;
import dev.holdfast.demo.verdict.Latency;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** A thousand buyers look after their orders four times a second while others buy. */
final class Polling implements Part {

  private static final int WAITING = 1_000;
  private static final int BUYING = 64;
  private static final Set<Entrant> PLAYERS = EnumSet.of(Entrant.ROW_LOCK, Entrant.HOLDFAST);
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration SETTLING = Duration.ofMillis(500);

  private final Field field;
  private final CrowdSettings settings;

  Polling(Field field, CrowdSettings settings) {
    this.field = field;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "polling";
  }

  /** Looks from the moment they were due; sales of the same time. */
  record Result(double looksPerSecond, Latency latency, double salesPerSecond) {}

  @Override
  public void run(Report report) throws InterruptedException {
    var rivals = field.rivals(report, Market.ONE)
        .stream()
        .filter(rival -> PLAYERS.contains(rival.entrant()))
        .toList();
    var figures = new Rounds(field, rivals, 1)
        .measure((rival, round) -> turn(rival, round, report));
    report
        .add(figures.chart("polling",
            "%,d buyers ask every %d ms while %d buy: status answers per second"
                .formatted(WAITING, EVERY.toMillis(), BUYING),
            Scale.ANSWERS, Result::looksPerSecond));
    report.add(figures.chart("pollingP99", "The same: 99 % know the status within",
        Scale.MILLIS, result -> result.latency.p99()));
    report.add(figures.chart("pollingSales", "The same: final answers to those who buy",
        Scale.ANSWERS, Result::salesPerSecond));
    for (var rival : rivals) {
      field.audit(rival, name(), report);
    }
  }

  private Result turn(Rival rival, int round, Report report) throws InterruptedException {
    try (var waiting = Team.gather(rival, WAITING);
        var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      waiting.all((shopper, _) -> shopper.buy(Market.ONE.next()));
      var sale = beside.submit(() -> new Loop(BUYING, SETTLING, settings.measured())
          .run(rival, Market.ONE::next));
      var times = new Times();
      waiting.all((shopper, opened) -> look(shopper, opened, times));
      var result = new Result(times.count() * 1e9 / settings.measured().toNanos(),
          times.latency(), sale.get().perSecond());
      report.say(
          "polling, round %d, %s: %,.0f status answers/s (p99 %,.1f ms) beside %,.0f final answers/s"
              .formatted(round, rival.label(), result.looksPerSecond, result.latency.p99(),
                  result.salesPerSecond));
      return result;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The sale beside failed", e);
    }
  }

  private void look(Shopper shopper, long opened, Times times) {
    long begin = opened + SETTLING.toNanos();
    long end = begin + settings.measured().toNanos();
    long due = opened + ThreadLocalRandom.current().nextLong(EVERY.toNanos());
    for (; due < end; due += EVERY.toNanos()) {
      Pace.until(due);
      shopper.look();
      long now = System.nanoTime();
      if (due >= begin && now < end) {
        times.note(now - due);
      }
    }
  }
}
