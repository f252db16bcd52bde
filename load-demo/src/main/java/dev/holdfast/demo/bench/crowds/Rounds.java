package dev.holdfast.demo.bench.crowds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;

/** Everybody's turn, round by round, each round in another order. */
final class Rounds {

  private final Field field;
  private final List<Rival> rivals;
  private final int first;
  private final int last;

  private Rounds(Field field, List<Rival> rivals, int first, int last) {
    this.field = field;
    this.rivals = rivals;
    this.first = first;
    this.last = last;
  }

  /** Round 0 is not counted: everybody gets warm. */
  static Rounds warmedUp(Field field, List<Rival> rivals, CrowdSettings settings) {
    return new Rounds(field, rivals, 0, settings.rounds());
  }

  /** The calibration was load of the same kind: a quick run counts from the first round on. */
  static Rounds calibrated(Field field, List<Rival> rivals, CrowdSettings settings) {
    return new Rounds(field, rivals, settings.quick() ? 1 : 0, settings.rounds());
  }

  /**
   * One turn of one system.
   *
   * @param <T> what it measures
   */
  interface Turn<T> {

    T of(Rival rival, int round) throws InterruptedException;
  }

  <T> Figures<T> measure(Turn<T> turn) throws InterruptedException {
    var turns = new EnumMap<Entrant, List<T>>(Entrant.class);
    for (int round = first; round <= last; round++) {
      var order = new ArrayList<>(rivals);
      Collections.rotate(order, round);
      for (var rival : order) {
        field.quiet();
        var measured = turn.of(rival, round);
        rival.requireAlive();
        rival.rest();
        if (round > 0) {
          turns.computeIfAbsent(rival.entrant(), _ -> new ArrayList<>()).add(measured);
        }
      }
    }
    return new Figures<>(turns);
  }
}
