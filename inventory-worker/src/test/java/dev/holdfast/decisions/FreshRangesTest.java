package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.LedgerEntry;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FreshRangesTest {

  private static final LedgerEntry ROW = Any.book("night", SaleTerms.of(1)).entries().getFirst();

  private final AtomicInteger kept = new AtomicInteger();
  private final FreshRanges fresh = new FreshRanges(kept);

  @Test
  void what_was_committed_is_there_until_it_is_announced() {
    fresh.add(List.of(range(7, 1), range(8, 2)));

    fresh.removeBefore(8);

    assertThat(fresh.of(7)).isNull();
    assertThat(fresh.of(8)).hasSize(2);
  }

  @Test
  void memory_is_bounded_and_there_is_room_again_for_what_comes_after() {
    fresh.add(List.of(range(1, 30_000)));

    fresh.add(List.of(range(2, 10_001)));
    assertThat(fresh.of(2)).isNull();

    fresh.removeBefore(2);
    fresh.add(List.of(range(3, 40_000)));
    assertThat(fresh.of(3)).hasSize(40_000);
  }

  @Test
  void shards_share_the_room() {
    fresh.add(List.of(range(1, 30_000)));
    var other = new FreshRanges(kept);

    other.add(List.of(range(1, 10_001), range(2, 10_000)));

    assertThat(other.of(1)).isNull();
    assertThat(other.of(2)).hasSize(10_000);
  }

  private static Range range(long id, int rows) {
    return new Range(id, Collections.nCopies(rows, ROW));
  }
}
