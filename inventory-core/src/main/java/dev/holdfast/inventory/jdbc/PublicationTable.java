package dev.holdfast.inventory.jdbc;

import static java.util.stream.Gatherers.windowFixed;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.LedgerEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PublicationTable implements Publications {

  /** Of one row: it is announced as a whole, and others wait meanwhile. */
  private static final int MOST_RESULTS = 1_000;

  private static final String ADD =
      """
      INSERT INTO publication (shard, event_id, first_seq, last_seq)
      SELECT :shard, event_id, first_seq, last_seq
        FROM unnest(:eventIds, :firstSeqs, :lastSeqs) AS u(event_id, first_seq, last_seq)
      RETURNING event_id, first_seq, id
      """;

  private static final String ADD_PROGRESS =
      """
      INSERT INTO publication (shard, next_offset)
      VALUES (:shard, :nextOffset)
      """;

  private final JdbcClient jdbc;

  PublicationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Range> add(int shard, Collection<EventBook> changed) {
    var parts = changed.stream()
        .flatMap(book -> book.entries().stream().gather(windowFixed(MOST_RESULTS)))
        .toList();
    var ids = new HashMap<Start, Long>();
    jdbc.sql(ADD)
        .param("shard", shard)
        .param("eventIds", Column.texts(parts, part -> part.getFirst().eventId()))
        .param("firstSeqs", Column.longs(parts, part -> part.getFirst().seq()))
        .param("lastSeqs", Column.longs(parts, part -> part.getLast().seq()))
        .query(row -> {
          ids.put(new Start(row.getString("event_id"), row.getLong("first_seq")),
              row.getLong("id"));
        });
    Column.expect(parts.size(), ids.size(), "publication");
    return parts.stream()
        .map(part -> new Range(Objects.requireNonNull(ids.get(Start.of(part))), part))
        .toList();
  }

  @Override
  public void addProgress(int shard, long nextOffset) {
    jdbc.sql(ADD_PROGRESS).param("shard", shard).param("nextOffset", nextOffset).update();
  }

  /** Where a range begins: what tells it from the others of its transaction. */
  private record Start(String eventId, long seq) {

    static Start of(List<LedgerEntry> range) {
      var first = range.getFirst();
      return new Start(first.eventId(), first.seq());
    }
  }
}
