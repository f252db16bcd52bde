package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Report;
import java.util.concurrent.atomic.AtomicInteger;

/** Purchases before anything is measured, as many for everybody. */
final class WarmUp {

  private static final int SHOPPERS = 256;

  private final int purchases;

  WarmUp(CrowdSettings settings) {
    purchases = settings.warmUp();
  }

  /** Has them made, and tells how long it took. */
  void of(Rival rival, Report report) throws InterruptedException {
    var left = new AtomicInteger(purchases);
    long begin = System.nanoTime();
    try (var team = Team.gather(rival, SHOPPERS)) {
      team.all((shopper, _) -> {
        while (left.getAndDecrement() > 0) {
          shopper.buy(Market.ONE.next());
        }
      });
    }
    rival.rest();
    report.say("warm-up, %s: %,d purchases in %.1f s".formatted(rival.label(), purchases,
        (System.nanoTime() - begin) / 1e9));
  }
}
