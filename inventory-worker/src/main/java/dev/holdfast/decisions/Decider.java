package dev.holdfast.decisions;

import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import java.util.List;

/** Whoever decides batches: {@link DecideBatch}, but for the negative control. */
public interface Decider {

  /**
   * Decides, records and queues for publication what the cursor has not passed yet.
   *
   * @return what was committed and is to be announced now
   * @throws dev.holdfast.decisions.model.Cursor.GapDetected if a record is missing
   * @throws dev.holdfast.decisions.model.Cursor.LogWasCut if the log was rewritten below the cursor
   */
  List<Range> decide(RequestBatch batch);
}
