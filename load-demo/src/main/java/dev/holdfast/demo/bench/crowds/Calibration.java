package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the number of database connections that suits a contender best in a market. Holdfast, which
 * has nothing to choose, gets the same load for the same time: everybody is equally warm.
 */
final class Calibration {

  private static final int CLIENTS = 256;

  private final Map<String, Integer> best = new HashMap<>();
  private final List<Integer> candidates;
  private final Loop loop;

  Calibration(CrowdSettings settings) {
    candidates = settings.quick() ? List.of(4, 8, 16) : List.of(2, 4, 8, 10, 16, 32);
    loop = new Loop(CLIENTS, Duration.ofMillis(settings.quick() ? 200 : 500),
        Duration.ofMillis(settings.quick() ? 800 : 1_500));
  }

  /** Measures once per market, and lets the contender use what was best there. */
  void tune(Rival rival, Market market, Report report) throws InterruptedException {
    var key = rival.label() + market.name();
    if (!best.containsKey(key)) {
      var reached = measure(rival, market);
      best.put(key, bestOf(reached));
      if (rival instanceof ContenderRival) {
        report.say("%s, %s: %d database connections are best (final answers/s by connections: %s)"
            .formatted(market.name(), rival.label(), bestOf(reached), show(reached)));
      }
    }
    use(rival, best.getOrDefault(key, 1));
  }

  private Map<Integer, Double> measure(Rival rival, Market market) throws InterruptedException {
    loop.run(rival, market::next);
    var reached = new TreeMap<Integer, Double>();
    for (int connections : candidates) {
      use(rival, connections);
      reached.put(connections, loop.run(rival, market::next).perSecond());
    }
    return reached;
  }

  private static void use(Rival rival, int connections) {
    if (rival instanceof ContenderRival contender) {
      contender.use(connections);
    }
  }

  private static int bestOf(Map<Integer, Double> reached) {
    return reached.entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private static String show(Map<Integer, Double> reached) {
    return String.join(", ", reached.entrySet()
        .stream()
        .map(entry -> "%d: %,.0f".formatted(entry.getKey(), entry.getValue()))
        .toList());
  }
}
