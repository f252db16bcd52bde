package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Figure;
import dev.holdfast.demo.bench.Report;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the number of database connections that suits a contender best in a market. */
final class Calibration {

  private static final int CLIENTS = 256;
  private static final List<Integer> CANDIDATES = List.of(4, 8, 16, 32);
  private static final List<Integer> FEW_CANDIDATES = List.of(4, 8, 16);

  private final Map<String, Map<Entrant, Integer>> best = new HashMap<>();
  private final List<Integer> candidates;
  private final Loop loop;

  Calibration(CrowdSettings settings) {
    candidates = settings.quick() ? FEW_CANDIDATES : CANDIDATES;
    loop = new Loop(CLIENTS, Duration.ofMillis(200),
        Duration.ofMillis(settings.quick() ? 600 : 1_000));
  }

  /** Measures once per market, and lets each contender use what was best there. */
  void tune(List<Rival> rivals, Market market, Report report) throws InterruptedException {
    var contenders = rivals.stream()
        .filter(ContenderRival.class::isInstance)
        .map(ContenderRival.class::cast)
        .toList();
    var found = best.get(market.name());
    if (found == null) {
      found = new EnumMap<>(Entrant.class);
      for (var contender : contenders) {
        found.put(contender.entrant(), tune(contender, market, report));
      }
      best.put(market.name(), found);
      tell(found, market, report);
    }
    for (var contender : contenders) {
      contender.use(found.getOrDefault(contender.entrant(), 1));
    }
  }

  private int tune(ContenderRival contender, Market market, Report report)
      throws InterruptedException {
    var reached = new TreeMap<Integer, Double>();
    for (int connections : candidates) {
      contender.use(connections);
      reached.put(connections, loop.run(contender, market::next).perSecond());
    }
    contender.rest();
    report.say("%s, %s: final answers/s by database connections: %s".formatted(market.name(),
        contender.label(), show(reached)));
    return bestOf(reached);
  }

  private void tell(Map<Entrant, Integer> found, Market market, Report report) {
    var bars = new LinkedHashMap<String, Figure>();
    found.forEach((entrant, connections) -> bars.put(entrant.label(),
        new Figure("connections", List.of((double) connections))));
    if (!bars.isEmpty()) {
      report.add(new Chart(market.name() + "Connections",
          market.title() + ": database connections, the best of " + candidates, true, bars));
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
