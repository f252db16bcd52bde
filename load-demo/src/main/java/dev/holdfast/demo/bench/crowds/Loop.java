package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.verdict.Latency;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A closed loop: each client buys, and after the final answer buys again.
 *
 * @param settling at the beginning, not counted
 */
record Loop(int clients, Duration settling, Duration measured) {

  /** Final answers that came in the measured time; what the clients took of the machine. */
  record Result(double perSecond, Latency latency, double clientShare) {}

  Result run(Rival rival, Supplier<String> events) throws InterruptedException {
    var times = new Times();
    try (var team = Team.gather(rival, clients)) {
      var own = new OwnCpu();
      team.all((shopper, opened) -> shop(shopper, events, opened, times));
      return new Result(times.count() * 1e9 / measured.toNanos(), times.latency(), own.share());
    }
  }

  private void shop(Shopper shopper, Supplier<String> events, long opened, Times times) {
    long begin = opened + settling.toNanos();
    long end = begin + measured.toNanos();
    for (long now = System.nanoTime(); now < end;) {
      long posted = now;
      shopper.buy(events.get());
      now = System.nanoTime();
      if (now >= begin && now < end) {
        times.note(now - posted);
      }
    }
  }
}
