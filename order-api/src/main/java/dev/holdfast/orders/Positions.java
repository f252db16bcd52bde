package dev.holdfast.orders;

import java.util.Map;

/** How far the views have come, per shard. */
public interface Positions {

  Map<Integer, Position> all();

  /**
   * One shard's position.
   *
   * @param resultsOffset where to read on in purchase-results
   * @param nextOffset every request below it is decided and in the views
   */
  record Position(long resultsOffset, long nextOffset) {}
}
