package dev.holdfast.decisions;

import dev.holdfast.inventory.model.LedgerEntry;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is still to be announced: publication rows and the ledger rows they name. */
public interface Announcements {

  /** Ledger rows of an event, and the incarnation it has now. */
  record Rows(int incarnation, List<LedgerEntry> entries) {}

  /**
   * A publication row.
   *
   * @param results the ledger rows it names, in their order; absent if it says how far the shard has
   *     been applied
   * @param nextOffset all below is decided; of rows without results
   */
  record Row(long id, @Nullable Rows results, long nextOffset) {

    boolean isProgress() {
      return results == null;
    }
  }

  /**
   * The next rows to announce, never only those after some id: decisions and progress in the order
   * of id, as many as name {@code limit} results, the last range whole; then some releases, which
   * other events' decisions overtake. Ledger rows that are not {@code fresh} are read.
   */
  List<Row> next(int shard, int limit, FreshRanges fresh);

  /** Deletes exactly these rows. */
  void delete(int shard, Collection<Long> ids);
}
