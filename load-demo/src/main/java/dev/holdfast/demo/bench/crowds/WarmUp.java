package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Report;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Purchases before anything is measured, as long for everybody. For most of the time the shoppers
 * pause after each: compilers need processors too, and under full load they get them last.
 */
final class WarmUp {

  private static final int SHOPPERS = 1_000;
  private static final double WITH_PAUSES = 0.75;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

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
          if (System.nanoTime() - opened < WITH_PAUSES * time.toNanos()) {
            Pace.until(System.nanoTime()
                + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
          }
        }
      });
    }
    rival.rest();
    report.say("warm-up, %s: %,d purchases in %d s".formatted(rival.label(), bought.sum(),
        time.toSeconds()));
  }
}
