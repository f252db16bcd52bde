package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.model.EventBook;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PublicationTable implements Publications {

  private static final String ADD =
      """
      INSERT INTO publication (shard, event_id, first_seq, last_seq)
      SELECT :shard, event_id, first_seq, last_seq
        FROM unnest(:eventIds, :firstSeqs, :lastSeqs) AS u(event_id, first_seq, last_seq)
      RETURNING event_id, id
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
    var books = List.copyOf(changed);
    var ids = new HashMap<String, Long>();
    jdbc.sql(ADD)
        .param("shard", shard)
        .param("eventIds", Column.texts(books, EventBook::eventId))
        .param("firstSeqs", Column.longs(books, book -> book.entries().getFirst().seq()))
        .param("lastSeqs", Column.longs(books, EventBook::lastSeq))
        .query(row -> {
          ids.put(row.getString("event_id"), row.getLong("id"));
        });
    Column.expect(books.size(), ids.size(), "publication");
    return books.stream()
        .map(book -> new Range(Objects.requireNonNull(ids.get(book.eventId())), book.entries()))
        .toList();
  }

  @Override
  public void addProgress(int shard, long nextOffset) {
    jdbc.sql(ADD_PROGRESS).param("shard", shard).param("nextOffset", nextOffset).update();
  }
}
