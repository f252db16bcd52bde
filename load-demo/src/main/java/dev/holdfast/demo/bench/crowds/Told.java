package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.crowd.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the shoppers of one system were told so far, to be held against what it has stored. */
final class Told {

  private final LongAdder held = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder placed = new LongAdder();
  private final Tally troubles = new Tally();

  void note(String status) {
    switch (status) {
      case "HELD" -> held.increment();
      case "REJECTED" -> rejected.increment();
      default -> throw new IllegalStateException("Not a final answer: " + status);
    }
  }

  /** An order was accepted, and nobody waited for its decision. */
  void notePlaced() {
    placed.increment();
  }

  /** Connections that broke and answers that asked to come back. */
  Tally troubles() {
    return troubles;
  }

  /** What does not fit to the orders that are stored. */
  List<String> disagreements(long storedHeld, long storedRejected) {
    var found = new ArrayList<String>();
    long unheard = placed.sum();
    if (unheard > 0) {
      long told = held.sum() + rejected.sum() + unheard;
      if (storedHeld + storedRejected != told || storedHeld < held.sum()) {
        found.add("%d orders were accepted, %d of them told HELD, but %d are HELD, %d REJECTED"
            .formatted(told, held.sum(), storedHeld, storedRejected));
      }
      return found;
    }
    if (held.sum() != storedHeld) {
      found.add("buyers were told HELD %d times, but %d orders are".formatted(held.sum(),
          storedHeld));
    }
    if (rejected.sum() != storedRejected) {
      found.add("buyers were told REJECTED %d times, but %d orders are".formatted(rejected.sum(),
          storedRejected));
    }
    return found;
  }
}
