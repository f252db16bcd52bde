package dev.holdfast.decisions;

import dev.holdfast.messages.Result;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is still to be announced: publication rows and the ledger rows they name. */
public interface Announcements {

  /** A ledger row as a result, and the trace it belongs to. */
  record Announcement(Result result, @Nullable String traceparent) {}

  /**
   * Publication rows of a shard, read in the order of id.
   *
   * @param ids exactly the rows that were read
   * @param results of their ranges, in the order of the ledger
   * @param progress greatest offset below which all is decided, if a row says so
   */
  record Waiting(
      Collection<Long> ids, List<Announcement> results, OptionalLong progress) {

    public boolean isEmpty() {
      return ids.isEmpty();
    }
  }

  /**
   * The oldest rows there are, never only those after some id: as many as name {@code limit}
   * results, the last range whole.
   */
  Waiting next(int shard, int limit);

  /** Deletes exactly these rows. */
  void delete(int shard, Collection<Long> ids);
}
