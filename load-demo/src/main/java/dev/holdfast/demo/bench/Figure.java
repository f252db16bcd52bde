package dev.holdfast.demo.bench;

import java.util.List;

/**
 * One figure as each round measured it, never empty.
 *
 * @param unit what is counted, such as {@code decisions/s} or {@code ms}
 * @param runs one value per round, in the order of the rounds
 */
public record Figure(String unit, List<Double> runs) {

  public Figure {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("A figure needs a round");
    }
    runs = List.copyOf(runs);
  }

  /** The middle value; of an even number of rounds the mean of the two in the middle. */
  public double median() {
    var sorted = runs.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double min() {
    return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double max() {
    return runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
