package dev.holdfast.decisions;

import dev.holdfast.inventory.model.LedgerEntry;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What is still to be announced: publication rows and the ledger rows they name. */
public interface Announcements {

  /** Ledger rows of an event, and the incarnation it has now. */
  record Rows(int incarnation, List<LedgerEntry> entries) {}

  /**
   * Publication rows of a shard, read in the order of id.
   *
   * @param ids exactly the rows that were read
   * @param ranges the ledger rows they name, in the order of the ledger
   * @param progress greatest offset below which all is decided, if a row says so
   */
  record Waiting(
      List<Long> ids, List<Rows> ranges, OptionalLong progress) {

    public boolean isEmpty() {
      return ids.isEmpty();
    }

    /** The smallest there is; greater than any while nothing waits. */
    long firstId() {
      return ids.isEmpty() ? Long.MAX_VALUE : ids.getFirst();
    }
  }

  /**
   * The oldest rows there are, never only those after some id: as many as name {@code limit}
   * results, the last range whole. Ledger rows that are not {@code fresh} are read.
   */
  Waiting next(int shard, int limit, FreshRanges fresh);

  /** Deletes exactly these rows. */
  void delete(int shard, Collection<Long> ids);
}
