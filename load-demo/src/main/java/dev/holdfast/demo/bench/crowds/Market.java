package dev.holdfast.demo.bench.crowds;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The events on sale, and which of them a shopper wants next.
 *
 * @param name a word for machines
 * @param title a sentence for people
 * @param plenty events with more tickets than anybody can buy
 * @param gone events sold out before the sale; nine of ten shoppers want one of them, if any
 */
record Market(String name, String title, List<String> plenty, List<String> gone) {

  static final Market ONE = new Market("sustained", "One event that everybody wants",
      List.of("hot"), List.of());

  static final Market THOUSAND = new Market("thousand-events", "A thousand events",
      events("one-of-many-", 1_000), List.of());

  static final Market SOLD_OUT = new Market("sold-out", "Nine of ten want what is sold out",
      List.of("left"), events("gone-", 9));

  private static final int PLENTY = 10_000_000;
  private static final double WANT_WHAT_IS_GONE = 0.9;

  /** Opens all events at {@code rival} and sells out what shall be gone. */
  void open(Rival rival) throws InterruptedException {
    rival.open(plenty, PLENTY);
    if (!gone.isEmpty()) {
      rival.open(gone, 1);
      try (var team = Team.gather(rival, 1)) {
        team.all((shopper, _) -> gone.forEach(shopper::buy));
      }
    }
  }

  String next() {
    var random = ThreadLocalRandom.current();
    var from = !gone.isEmpty() && random.nextDouble() < WANT_WHAT_IS_GONE ? gone : plenty;
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> events(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }
}
