package dev.holdfast.decisions.model;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Cursor.LogWasCut;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CursorTest {

  private final Cursor cursor = new Cursor("purchase-requests", 3, new UUID(0, 1), 5, 2, NOON, 1);

  @Test
  void records_from_the_cursor_on_are_decided() {
    assertThat(cursor.admit(records(5, 8))).isEqualTo(records(5, 8));
    assertThat(cursor.admit(List.of())).isEmpty();
  }

  @Test
  void records_below_the_cursor_are_skipped() {
    assertThat(cursor.admit(records(3, 7))).isEqualTo(records(5, 7));
    assertThat(cursor.admit(records(0, 4))).isEmpty();
  }

  @Test
  void a_record_missing_before_the_batch_is_a_gap() {
    assertThatThrownBy(() -> cursor.admit(records(6, 8)))
        .asInstanceOf(InstanceOfAssertFactories.type(GapDetected.class))
        .extracting(GapDetected::readAgainFrom)
        .isEqualTo(5L);
  }

  @Test
  void a_record_missing_within_the_batch_is_a_gap_from_the_cursor_on() {
    var gap = List.of(record(4, 2), record(5, 2), record(7, 2));

    assertThatThrownBy(() -> cursor.admit(gap))
        .asInstanceOf(InstanceOfAssertFactories.type(GapDetected.class))
        .extracting(GapDetected::readAgainFrom)
        .isEqualTo(5L);
  }

  @Test
  void a_record_twice_in_a_batch_is_not_decided_twice() {
    var twice = List.of(record(5, 2), record(5, 2));

    assertThatThrownBy(() -> cursor.admit(twice)).isInstanceOf(GapDetected.class);
  }

  @Test
  void a_newer_leader_below_the_cursor_means_that_the_log_was_cut() {
    assertThatThrownBy(() -> cursor.admit(List.of(record(4, 3), record(5, 3))))
        .isInstanceOf(LogWasCut.class)
        .hasMessageContaining("purchase-requests-3");
    assertThat(cursor.admit(List.of(record(4, 1), record(5, 3)))).hasSize(1);
    assertThat(cursor.admit(List.of(record(4, -1)))).isEmpty();
  }

  @Test
  void it_moves_behind_the_last_record_and_never_back_in_time() {
    var moved = cursor.after(List.of(record(5, 4), record(6, 1)));

    assertThat(moved.nextOffset()).isEqualTo(7);
    assertThat(moved.leaderEpoch()).isEqualTo(4);
    assertThat(moved.appliedUntil()).isEqualTo(appendedAt(6));
    assertThat(new Cursor("t", 0, new UUID(0, 1), 5, 2, NOON.plusSeconds(99), 1)
        .after(List.of(record(5, 2)))
        .appliedUntil()).isEqualTo(NOON.plusSeconds(99));
  }

  private static List<Incoming> records(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(offset -> record(offset, 2)).toList();
  }

  private static final RawRecord RAW = new RawRecord(null, Map.of(), null);

  private static Incoming record(long offset, int epoch) {
    return new Unreadable(offset, epoch, appendedAt(offset), RAW, "why", null);
  }

  private static Instant appendedAt(long offset) {
    return NOON.plusSeconds(offset);
  }
}
