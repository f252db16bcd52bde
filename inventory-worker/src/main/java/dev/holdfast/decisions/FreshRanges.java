package dev.holdfast.decisions;

import static java.util.Objects.requireNonNull;

import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.model.LedgerEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ledger rows of a shard that this worker has committed and nobody has announced yet: announcing
 * them from memory spares reading them back. What is not here is read from the ledger.
 *
 * <p>One thread announces; another adds.
 */
public final class FreshRanges {

  /** Of all shards. A publisher that is farther behind reads the ledger: memory stays flat. */
  private static final int MOST_ROWS = 40_000;

  private final SortedMap<Long, List<LedgerEntry>> rows = new ConcurrentSkipListMap<>();
  private final AtomicInteger kept;

  /** Shares its room with those of other shards: {@code kept} counts the rows of all. */
  public FreshRanges(AtomicInteger kept) {
    this.kept = kept;
  }

  /** Keeps these ranges while there is room. */
  public void add(List<Range> committed) {
    for (var range : committed) {
      int size = range.entries().size();
      if (kept.get() + size <= MOST_ROWS && rows.put(range.id(), range.entries()) == null) {
        kept.addAndGet(size);
      }
    }
  }

  /** The rows of a publication, if they are kept. */
  public @Nullable List<LedgerEntry> of(long publication) {
    return rows.get(publication);
  }

  /**
   * Keeps no publication whose number is smaller: if that is the smallest that still waits, they
   * are announced.
   */
  public void removeBefore(long publication) {
    var announced = rows.headMap(publication);
    while (!announced.isEmpty()) {
      kept.addAndGet(-requireNonNull(rows.remove(announced.firstKey())).size());
    }
  }
}
