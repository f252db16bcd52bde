package dev.holdfast.decisions.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.model.Mismatch.Kind;
import dev.holdfast.decisions.model.Mismatch.Log;
import dev.holdfast.decisions.model.Mismatch.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MismatchTest {

  private static final String TOPIC = "purchase-requests";
  private static final UUID ID = new UUID(0, 1);

  @ParameterizedTest
  @CsvSource({
      // start, end, decided
      "0, 10, 10", "10, 10, 10", "10, 10, 0", "0, 99, 3"})
  void what_was_decided_lies_within_the_log(long start, long end, long decided) {
    assertThat(Mismatch.of(cursor(3), new Log(start, end, decided))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "|", textBlock = """
      11 | 20 | 10 | STARTS_TOO_LATE    | starts at offset 11, but only what is below 10
      11 | 20 | 15 | STARTS_TOO_LATE    | a later backup of the database
       0 |  9 | 10 | ENDS_TOO_EARLY     | ends at offset 9, but what is below 10
       0 |  0 |  0 | ENDS_TOO_EARLY     | restore the log
       0 | 20 | 11 | DATABASE_WENT_BACK | below offset 10, but it was decided below 11
      10 | 10 | 11 | DATABASE_WENT_BACK | CALL inventory.restore()
      """)
  void log_and_cursor_that_do_not_match(
      long start,
      long end,
      long decided,
      Kind kind,
      String said) {
    var found = Mismatch.of(cursor(3), new Log(start, end, decided)).orElseThrow();

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.why()).contains(TOPIC + "-3", said, "operations.md");
  }

  @Test
  void the_topic_that_was_applied() {
    assertThat(Mismatch.of(TOPIC, new Topic(ID, 8), cursors(8), 8)).isEmpty();
    assertThat(Mismatch.of(TOPIC, new Topic(ID, 8), cursors(7), 8)).as("a row is lost").isEmpty();
  }

  @Test
  void another_topic_under_its_name() {
    var other = new UUID(0, 2);

    assertFound(new Topic(other, 8), 8, Kind.OTHER_TOPIC, "made anew (it has id " + other);
    assertFound(new Topic(ID, 9), 8, Kind.OTHER_PARTITIONS, "has 9 partitions");
    assertFound(new Topic(ID, 8), 7, Kind.OTHER_PARTITIONS, "inventory.cursor has rows for 7");
    assertFound(null, 8, Kind.TOPIC_GONE, "is gone");
  }

  private static void assertFound(@Nullable Topic seen, int cursors, Kind kind, String said) {
    var found = Mismatch.of(TOPIC, seen, cursors(cursors), cursors).orElseThrow();

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.why()).contains(said, "top order-api", "operations.md");
  }

  private static List<Cursor> cursors(int count) {
    return IntStream.range(0, count).mapToObj(MismatchTest::cursor).toList();
  }

  private static Cursor cursor(int shard) {
    return new Cursor(TOPIC, shard, ID, 10, 0, Instant.EPOCH, 1);
  }
}
