package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.crowd.Deadline;
import java.util.Collection;
import java.util.List;

/** A system that takes part, running. */
interface Rival extends AutoCloseable {

  Entrant entrant();

  default String label() {
    return entrant().label();
  }

  /** Opens events with that many tickets each. */
  void open(Collection<String> eventIds, int capacity) throws InterruptedException;

  Shopper shopper(Deadline deadline);

  /** Waits until nothing is on its way, then looks for broken promises. */
  List<String> audit() throws InterruptedException;

  /** Its turn is over: gives back what others may need. */
  void rest();

  /** Broken connections and answers that asked to come back, so far. */
  Told told();

  /** Throws if one of its processes has died. */
  void requireAlive();

  @Override
  void close();
}
