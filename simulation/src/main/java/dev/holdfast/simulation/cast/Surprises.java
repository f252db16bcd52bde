package dev.holdfast.simulation.cast;

import dev.holdfast.decisions.ResultsTopic.ResultsNotSent;
import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.model.Violation;
import dev.holdfast.simulation.store.Broken;
import dev.holdfast.simulation.world.World;

/**
 * Tells expected trouble from the unexpected. A key, a check or a row count that refuses a write is
 * the second line of defence: the protocol alone must never come to need it.
 */
final class Surprises {

  private final World world;

  Surprises(World world) {
    this.world = world;
  }

  /** Does work that will be tried again if it fails, as the services do. */
  void only(Runnable work) {
    try {
      work.run();
    } catch (GapDetected | ResultsNotSent e) {
      throw e;
    } catch (Broken e) {
      world.scheduler().note("fails:", e.getMessage());
    } catch (RuntimeException e) {
      world.scheduler().note("is SURPRISED:", e.getMessage());
      world.surprised(new Violation(Invariant.NO_SURPRISE, String.valueOf(e)));
    }
  }
}
