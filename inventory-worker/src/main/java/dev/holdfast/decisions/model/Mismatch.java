package dev.holdfast.decisions.model;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why requests can't be decided: the log is not the one, or not all of it, that the cursor counts.
 *
 * @param why what happened and what an operator does
 */
public record Mismatch(Kind kind, String why) {

  /** What does not match. */
  public enum Kind {
    TOPIC_GONE, OTHER_PARTITIONS, OTHER_TOPIC, NO_CURSOR, STARTS_TOO_LATE, ENDS_TOO_EARLY, DATABASE_WENT_BACK
  }

  /** A topic as Kafka describes it. */
  public record Topic(UUID id, int partitions) {}

  /**
   * A shard's log as Kafka describes it.
   *
   * @param start offset of the first record there still is
   * @param end offset of the next record
   * @param decided every record below it was decided once: Kafka's committed offset, or what this
   *     worker has committed itself
   */
  public record Log(long start, long end, long decided) {}

  /** Where an operator reads more. */
  public static final String MORE = " (docs/operations.md#when-a-shard-is-halted)";

  /**
   * Compares a topic with its cursors.
   *
   * @param seen absent if it is gone
   * @param shards how many there are to be
   */
  public static Optional<Mismatch> of(
      String topic,
      @Nullable Topic seen,
      List<Cursor> cursors,
      int shards) {
    if (seen == null) {
      return found(Kind.TOPIC_GONE, """
          topic %s is gone, but the database has applied it: stop order-api and restore the topic \
          from a replica""".formatted(topic));
    }
    if (seen.partitions() != shards) {
      return found(Kind.OTHER_PARTITIONS, """
          topic %s has %d partitions, inventory.cursor has rows for %d: the number must never \
          change. Stop order-api; if partitions were added, requests of an event now come to other \
          shards, and the topic has to be made anew""".formatted(topic, seen.partitions(),
          shards));
    }
    var applied = cursors.stream().map(Cursor::topicId).filter(id -> !id.equals(seen.id()));
    return applied.findFirst()
        .flatMap(id -> found(Kind.OTHER_TOPIC, """
        topic %s was made anew (it has id %s, the database has applied %s), and requests below the \
        cursors would be skipped: stop order-api and restore the old topic from a replica"""
            .formatted(topic, seen.id(), id)));
  }

  /** A shard whose cursor is lost. */
  public static Mismatch noCursor(String topic, int shard) {
    return new Mismatch(Kind.NO_CURSOR, """
        the row of %s-%d in inventory.cursor is missing, and nobody knows what is decided: find out \
        who deleted it, and restore the row from a backup of the database that has just as many \
        rows in inventory.ledger""".formatted(topic, shard) + MORE);
  }

  /**
   * Compares a shard's log with its cursor.
   *
   * <p>Beside running workers it is right only if start and decided were read before the cursor,
   * and the end after it: each can only grow, so none can have overtaken it.
   */
  public static Optional<Mismatch> of(Cursor cursor, Log log) {
    var partition = "%s-%d".formatted(cursor.topic(), cursor.shard());
    long next = cursor.nextOffset();
    if (log.start() > next) {
      return found(Kind.STARTS_TOO_LATE, """
          the log of %s starts at offset %d, but only what is below %d was decided: the requests \
          between are gone, because retention is shorter than the delay or the database was \
          restored to too early a time. Stop order-api; restore the log from a replica, or a later \
          backup of the database""".formatted(partition, log.start(), next));
    }
    if (next > log.end()) {
      return found(Kind.ENDS_TOO_EARLY, """
          the log of %s ends at offset %d, but what is below %d was decided: the log was cut or \
          emptied, and requests appended now would be skipped. Stop order-api and restore the log \
          from a replica""".formatted(partition, log.end(), next));
    }
    if (log.decided() > next) {
      return found(Kind.DATABASE_WENT_BACK,
          """
          the database says that %s is decided below offset %d, but it was decided below %d: the \
          database was restored to an earlier time, or failed over and lost transactions. As a \
          superuser of the database: CALL inventory.restore(). Then restart every inventory-worker"""
              .formatted(partition, next, log.decided()));
    }
    return Optional.empty();
  }

  /** A cursor of a history before the one in which offsets were committed to Kafka. */
  public static Mismatch earlierHistory(Cursor cursor, int incarnation) {
    return new Mismatch(Kind.DATABASE_WENT_BACK, """
        %s-%d was decided in incarnation %d of the database, but this is incarnation %d: the \
        database was restored to a time before inventory.restore() was called. As a superuser of \
        the database: CALL inventory.restore() again. Then restart every inventory-worker"""
        .formatted(cursor.topic(), cursor.shard(), incarnation, cursor.incarnation()) + MORE);
  }

  private static Optional<Mismatch> found(Kind kind, String why) {
    return Optional.of(new Mismatch(kind, why + MORE));
  }
}
