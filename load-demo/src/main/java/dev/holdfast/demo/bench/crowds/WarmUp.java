package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Report;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Purchases before anything is measured, as long for everybody. */
final class WarmUp {

  private static final int SHOPPERS = 1_000;

  private final Duration time;

  WarmUp(CrowdSettings settings) {
    time = settings.warmUp();
  }

  /** Has them made, and tells how many. */
  void of(Rival rival, Report report) throws InterruptedException {
    var bought = new LongAdder();
    try (var team = Team.gather(rival, SHOPPERS)) {
      team.all((shopper, opened) -> {
        while (System.nanoTime() - opened < time.toNanos()) {
          shopper.buy(Market.ONE.next());
          bought.increment();
        }
      });
    }
    rival.rest();
    report.say("warm-up, %s: %,d purchases in %d s".formatted(rival.label(), bought.sum(),
        time.toSeconds()));
  }
}
