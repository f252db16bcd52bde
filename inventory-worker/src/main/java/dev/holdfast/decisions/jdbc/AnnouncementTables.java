package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Announcements;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.model.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AnnouncementTables implements Announcements {

  private static final String WAITING =
      """
      SELECT p.*, e.incarnation, l.is_release
        FROM publication p
        LEFT JOIN LATERAL (
             SELECT incarnation
               FROM event
              WHERE shard = :shard
                AND event_id = p.event_id
             OFFSET 0) AS e
          ON true
        LEFT JOIN LATERAL (
             SELECT request_id IS NULL AS is_release
               FROM ledger
              WHERE shard = :shard
                AND event_id = p.event_id
                AND seq = p.last_seq
             OFFSET 0) AS l
          ON p.first_seq > 1
       WHERE p.shard = :shard
       ORDER BY p.id
       LIMIT 1000
      """;

  // OFFSET 0 keeps each look-up one by its key: before there are statistics, a join of the whole
  // tables looks cheaper to PostgreSQL, and takes seconds as soon as they have grown.
  private static final String LEDGER_ROWS =
      """
      SELECT u.id, l.*,
             o.account_id, o.quantity AS order_quantity, o.amount_minor AS order_amount_minor,
             o.currency AS order_currency, o.body_hash, o.placed_at,
             o.request_offset AS order_offset
        FROM unnest(:ids, :eventIds, :firstSeqs, :lastSeqs)
          AS u(id, event_id, first_seq, last_seq)
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
  public List<Row> next(int shard, int limit, FreshRanges fresh) {
    var waiting = jdbc.sql(WAITING)
        .param("shard", shard)
        .query(Publication::read)
        .list();
    var rows = Lanes.next(waiting, limit);
    var old = read(shard, rows.stream()
        .filter(row -> row.eventId() != null && row.from(fresh) == null)
        .toList());
    return rows.stream()
        .map(row -> new Row(row.id(),
            row.eventId() == null ? null : range(shard, row, row.from(fresh), old),
            row.nextOffset()))
        .toList();
  }

  @Override
  public void delete(int shard, Collection<Long> ids) {
    jdbc.sql(DELETE)
        .param("shard", shard)
        .param("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .update();
  }

  private Map<Long, List<LedgerEntry>> read(int shard, List<Publication> ranges) {
    var read = new HashMap<Long, List<LedgerEntry>>();
    if (!ranges.isEmpty()) {
      jdbc.sql(LEDGER_ROWS)
          .param("shard", shard)
          .param("ids", Column.longs(ranges, Publication::id))
          .param("eventIds", Column.texts(ranges, Publication::eventId))
          .param("firstSeqs", Column.longs(ranges, Publication::firstSeq))
          .param("lastSeqs", Column.longs(ranges, Publication::lastSeq))
          .query(row -> {
            read.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                .add(LedgerRow.read(row));
          });
    }
    return read;
  }

  private static Rows range(
      int shard,
      Publication row,
      @Nullable List<LedgerEntry> fresh,
      Map<Long, List<LedgerEntry>> read) {
    var entries = fresh == null ? read.getOrDefault(row.id(), List.of()) : fresh;
    if (entries.size() < row.size()) {
      throw new IllegalStateException(
          "Shard %d, event %s: %d ledger rows are to be announced, %d are there"
              .formatted(shard, row.eventId(), row.size(), entries.size()));
    }
    return new Rows(row.incarnation(), entries);
  }
}
