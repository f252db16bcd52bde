package dev.holdfast.demo.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured under each name, round by round. */
public final class Series {

  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

  public void add(String name, double value) {
    rounds.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** Whether nothing was measured. */
  public boolean isEmpty() {
    return rounds.isEmpty();
  }

  /** All rounds of one name. */
  public Figure figure(String name, String unit) {
    return new Figure(unit, runs(name));
  }

  /** Every name, in the order in which they came. */
  public Map<String, Figure> figures(String unit) {
    var figures = new LinkedHashMap<String, Figure>();
    rounds.forEach((name, runs) -> figures.put(name, new Figure(unit, runs)));
    return figures;
  }

  /** One against the other, each round by itself: the machine was equally busy for both. */
  public Figure ratio(String name, String base) {
    var above = runs(name);
    var below = runs(base);
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < above.size(); round++) {
      ratios.add(above.get(round) / below.get(round));
    }
    return new Figure("×", ratios);
  }

  private List<Double> runs(String name) {
    var runs = rounds.get(name);
    if (runs == null) {
      throw new IllegalArgumentException("Nothing was measured as " + name);
    }
    return runs;
  }
}
