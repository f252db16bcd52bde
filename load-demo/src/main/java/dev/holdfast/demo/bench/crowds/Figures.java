package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What each system reached, round by round.
 *
 * @param <T> what one turn measures
 */
record Figures<T>(Map<Entrant, List<T>> turns) {

  /** One chart of it, in the order of {@link Entrant}. */
  Chart chart(String id, String title, Scale scale, ToDoubleFunction<T> value) {
    var bars = new LinkedHashMap<String, Figure>();
    for (var entrant : Entrant.values()) {
      if (turns.containsKey(entrant)) {
        bars.put(entrant.label(), figure(entrant, scale.unit, value));
      }
    }
    return new Chart(id, title, scale.lowerIsBetter, bars);
  }

  /** How something is counted. */
  record Scale(String unit, boolean lowerIsBetter) {

    static final Scale MILLIS = new Scale("ms", true);
    static final Scale PERCENT = new Scale("%", true);
    static final Scale ANSWERS = new Scale("answers/s", false);
  }

  Figure figure(Entrant entrant, String unit, ToDoubleFunction<T> value) {
    return new Figure(unit, of(entrant).stream().mapToDouble(value).boxed().toList());
  }

  boolean has(Entrant... entrants) {
    return turns.keySet().containsAll(List.of(entrants));
  }

  /** {@code above} divided by {@code below} in each round. */
  Figure ratio(Entrant above, Entrant below, ToDoubleFunction<T> value) {
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < of(above).size(); round++) {
      ratios.add(value.applyAsDouble(of(above).get(round))
          / value.applyAsDouble(of(below).get(round)));
    }
    return new Figure("×", ratios);
  }

  private List<T> of(Entrant entrant) {
    return turns.getOrDefault(entrant, List.of());
  }
}
