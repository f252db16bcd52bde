package dev.holdfast.demo.bench.crowds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What overload must not cost on any machine, be it slow or busy with other things: ratios and
 * answers, no times.
 */
final class Promised {

  /** It was a fifth at most while the pace of a slow worker was forgotten, and is about 1 since. */
  private static final double LEAST_GOODPUT = 1.0 / 3;

  private static final int CLEARLY_TOO_MANY = 2;

  private Promised() {}

  /** What is broken; {@code blunt} answers neither accepted nor said when to come back. */
  static List<String> broken(double capacity, List<Step> steps, long blunt) {
    var found = new ArrayList<String>();
    for (var step : steps) {
      double goodput = step.goodput() / capacity;
      if (goodput < LEAST_GOODPUT) {
        found.add(String.format(Locale.ROOT, "at %s the capacity only %.2f of it was decided in "
            + "time, not %.2f", step.name(), goodput, LEAST_GOODPUT));
      }
      if (step.times() >= CLEARLY_TOO_MANY && step.answers().refused().count() == 0) {
        found.add("at %s the capacity nobody was refused".formatted(step.name()));
      }
    }
    if (blunt > 0) {
      found.add("%d answers were neither 2xx, nor 429 or 503 with Retry-After".formatted(blunt));
    }
    return found;
  }
}
