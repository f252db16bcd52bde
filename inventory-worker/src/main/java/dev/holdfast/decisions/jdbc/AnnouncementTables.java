package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Announcements;
import dev.holdfast.inventory.Column;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AnnouncementTables implements Announcements {

  private static final String WAITING =
      """
      SELECT id, event_id, first_seq, last_seq, next_offset
        FROM (SELECT *, sum(coalesce(last_seq - first_seq + 1, 0)) OVER (ORDER BY id)
                        - coalesce(last_seq - first_seq + 1, 0) AS results_before
                FROM publication
               WHERE shard = :shard
               ORDER BY id
               LIMIT 1000) AS oldest
       WHERE results_before < :limit
       ORDER BY id
      """;

  // OFFSET 0 keeps each look-up one by its key: before there are statistics, a join of the whole
  // tables looks cheaper to PostgreSQL, and takes seconds as soon as they have grown.
  private static final String LEDGER_ROWS =
      """
      SELECT l.*, e.incarnation,
             o.account_id, o.quantity AS order_quantity, o.amount_minor AS order_amount_minor,
             o.currency AS order_currency, o.body_hash, o.placed_at
        FROM unnest(:ids, :eventIds, :firstSeqs, :lastSeqs)
          AS u(id, event_id, first_seq, last_seq)
        JOIN event e
          ON e.shard = :shard
         AND e.event_id = u.event_id
       CROSS JOIN LATERAL (
             SELECT *
               FROM ledger
              WHERE shard = :shard
                AND event_id = u.event_id
                AND seq BETWEEN u.first_seq AND u.last_seq
             OFFSET 0) AS l
        LEFT JOIN LATERAL (
             SELECT *
               FROM orders
              WHERE shard = :shard
                AND event_id = l.event_id
                AND order_id = l.order_id
             OFFSET 0) AS o
          ON true
       ORDER BY u.id, l.seq
      """;

  private static final String DELETE =
      """
      DELETE FROM publication
       WHERE shard = :shard
         AND id = ANY (:ids)
      """;

  private final JdbcClient jdbc;

  AnnouncementTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Waiting next(int shard, int limit) {
    var rows = jdbc.sql(WAITING)
        .param("shard", shard)
        .param("limit", limit)
        .query((rs, number) -> new Row(rs.getLong("id"), rs.getString("event_id"),
            rs.getLong("first_seq"), rs.getLong("last_seq"), rs.getLong("next_offset")))
        .list();
    var ranges = rows.stream().filter(row -> row.eventId() != null).toList();
    return new Waiting(rows.stream().map(Row::id).toList(), results(shard, ranges), progress(rows));
  }

  @Override
  public void delete(int shard, Collection<Long> ids) {
    jdbc.sql(DELETE)
        .param("shard", shard)
        .param("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .update();
  }

  private List<Announcement> results(int shard, List<Row> ranges) {
    if (ranges.isEmpty()) {
      return List.of();
    }
    var results = jdbc.sql(LEDGER_ROWS)
        .param("shard", shard)
        .param("ids", Column.longs(ranges, Row::id))
        .param("eventIds", Column.texts(ranges, row -> Objects.requireNonNull(row.eventId())))
        .param("firstSeqs", Column.longs(ranges, Row::firstSeq))
        .param("lastSeqs", Column.longs(ranges, Row::lastSeq))
        .query(LedgerRow::read)
        .list();
    long expected = ranges.stream().mapToLong(row -> row.lastSeq() - row.firstSeq() + 1).sum();
    if (results.size() < expected) {
      throw new IllegalStateException("Shard %d: %d ledger rows are to be announced, %d are there"
          .formatted(shard, expected, results.size()));
    }
    return results;
  }

  private static OptionalLong progress(List<Row> rows) {
    return rows.stream().filter(row -> row.eventId() == null).mapToLong(Row::nextOffset).max();
  }

  private record Row(
      long id, @Nullable String eventId, long firstSeq, long lastSeq, long nextOffset) {}
}
