package dev.holdfast.demo.bench.crowds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;

/** Everybody's turn, round by round, each round in another order. */
final class Rounds {

  private final Field field;
  private final List<Rival> rivals;
  private final int rounds;

  Rounds(Field field, List<Rival> rivals, int rounds) {
    this.field = field;
    this.rivals = rivals;
    this.rounds = rounds;
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
    for (int round = 1; round <= rounds; round++) {
      var order = new ArrayList<>(rivals);
      Collections.rotate(order, round);
      for (var rival : order) {
        field.quiet();
        var measured = turn.of(rival, round);
        rival.requireAlive();
        rival.rest();
        turns.computeIfAbsent(rival.entrant(), _ -> new ArrayList<>()).add(measured);
      }
    }
    return new Figures<>(turns);
  }
}
