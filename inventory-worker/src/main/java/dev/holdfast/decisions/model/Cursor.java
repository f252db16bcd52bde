package dev.holdfast.decisions.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far a partition has been applied: the inventory's own record of it; Kafka's committed offset
 * is only a hint.
 *
 * @param nextOffset every record below it has been decided or quarantined
 * @param leaderEpoch highest seen so far
 * @param appliedUntil every record appended before it has been decided or quarantined
 * @param incarnation rises when the database was restored to an earlier time
 */
public record Cursor(
    String topic, int shard, UUID topicId, long nextOffset, int leaderEpoch, Instant appliedUntil,
    int incarnation) {

  /**
   * The records still to be decided, without those decided before.
   *
   * @throws GapDetected if a record is missing
   * @throws LogWasCut if a record below the cursor was appended by a newer leader than any seen
   */
  public List<Incoming> admit(List<Incoming> records) {
    long expected = nextOffset;
    int first = 0;
    for (var record : records) {
      if (record.offset() < nextOffset) {
        if (record.leaderEpoch() > leaderEpoch) {
          throw new LogWasCut(this, record.offset(), record.leaderEpoch());
        }
        first++;
      } else if (record.offset() != expected) {
        throw new GapDetected(this, expected, record.offset());
      } else {
        expected++;
      }
    }
    return records.subList(first, records.size());
  }

  /** The cursor after these records. */
  public Cursor after(List<Incoming> decided) {
    var last = decided.getLast();
    int epoch = decided.stream().mapToInt(Incoming::leaderEpoch).reduce(leaderEpoch, Math::max);
    var until = last.appendedAt().isAfter(appliedUntil) ? last.appendedAt() : appliedUntil;
    return new Cursor(topic, shard, topicId, last.offset() + 1, epoch, until, incarnation);
  }

  /** A record is missing between the cursor and what was polled: read again from the cursor. */
  public static final class GapDetected extends IllegalStateException {

    private final long expected;

    GapDetected(Cursor cursor, long expected, long found) {
      super("Partition %s-%d: expected offset %d, got %d"
          .formatted(cursor.topic, cursor.shard, expected, found));
      this.expected = cursor.nextOffset;
    }

    /** Where to read again. */
    public long readAgainFrom() {
      return expected;
    }
  }

  /** The log lost records that have been decided, and others were appended in their place. */
  public static final class LogWasCut extends IllegalStateException {

    LogWasCut(Cursor cursor, long offset, int epoch) {
      super("Partition %s-%d: offset %d was decided under leader epoch %d, now it has epoch %d"
          .formatted(cursor.topic, cursor.shard, offset, cursor.leaderEpoch, epoch));
    }
  }
}
