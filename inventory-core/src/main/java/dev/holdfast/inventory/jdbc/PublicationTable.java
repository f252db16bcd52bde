package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.model.EventBook;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PublicationTable implements Publications {

  private static final String ADD =
      """
      INSERT INTO publication (shard, event_id, first_seq, last_seq)
      SELECT :shard, event_id, first_seq, last_seq
        FROM unnest(:eventIds, :firstSeqs, :lastSeqs) AS u(event_id, first_seq, last_seq)
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
  public void add(int shard, Collection<EventBook> changed) {
    var books = List.copyOf(changed);
    int added = jdbc.sql(ADD)
        .param("shard", shard)
        .param("eventIds", Column.texts(books, EventBook::eventId))
        .param("firstSeqs", Column.longs(books, book -> book.entries().getFirst().seq()))
        .param("lastSeqs", Column.longs(books, EventBook::lastSeq))
        .update();
    Column.expect(books.size(), added, "publication");
  }

  @Override
  public void addProgress(int shard, long nextOffset) {
    jdbc.sql(ADD_PROGRESS).param("shard", shard).param("nextOffset", nextOffset).update();
  }
}
