package dev.holdfast.orders;

import dev.holdfast.orders.model.Projection;
import dev.holdfast.orders.model.ShownOrder;
import java.util.List;

/** The views as tables to be written; every method joins the caller's transaction. */
public interface Views {

  /**
   * Locks a shard's position in purchase-results until the transaction ends.
   *
   * @param first where the shard starts if it was never projected before
   */
  long lockPosition(int shard, long first);

  /**
   * Writes what is newer than the tables' rows, and where the shard is now; once the transaction
   * commits, every instance is told that the shard's views have changed.
   *
   * @return the orders that were written, as their rows are now
   */
  List<ShownOrder> write(int shard, Projection projection, long resultsOffset);
}
