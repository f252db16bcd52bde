package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.TermsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EventTable implements Events {

  private static final String LOCK =
      """
      SELECT event_id, terms, capacity, available, held, sold, last_seq, last_decided_at
        FROM event
       WHERE shard = :shard
         AND event_id = ANY (:eventIds)
       ORDER BY event_id
         FOR UPDATE
      """;

  // Also an event of a history that is lost: what was announced of it then is older.
  private static final String ADD_UNKNOWN =
      """
      INSERT INTO event (shard, event_id, topic, incarnation, last_seq, last_decided_at,
             capacity, available, held, sold)
      SELECT shard, event_id, topic, incarnation, 0, 'epoch', 0, 0, 0, 0
        FROM cursor
       CROSS JOIN unnest(:eventIds) AS u(event_id)
       WHERE shard = :shard
         AND topic = :topic
          ON CONFLICT DO NOTHING
      """;

  private static final String SAVE =
      """
      UPDATE event e
         SET capacity = u.capacity,
             available = u.available,
             held = u.held,
             sold = u.sold,
             last_seq = u.last_seq,
             last_decided_at = u.now,
             terms = u.terms
        FROM unnest(:eventIds, :capacity, :available, :held, :sold, :lastSeq,
             CAST(:now AS timestamptz[]), CAST(:terms AS jsonb[]))
          AS u(event_id, capacity, available, held, sold, last_seq, now, terms)
       WHERE e.shard = :shard
         AND e.event_id = u.event_id
      """;

  private final JdbcClient jdbc;

  EventTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<EventBook> lock(int shard, Collection<String> eventIds) {
    var rows = jdbc.sql(LOCK)
        .param("shard", shard)
        .param("eventIds", eventIds.toArray(String[]::new))
        .query(EventTable::row)
        .list();
    // A statement of its own, after the locks: within the first one the clock could be read
    // before the wait for the lock, and a hold could be released before its time.
    var clock = jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single();
    return rows.stream().map(row -> row.book(clock.toInstant())).toList();
  }

  @Override
  public void addUnknown(int shard, String topic, Collection<String> eventIds) {
    jdbc.sql(ADD_UNKNOWN)
        .param("shard", shard)
        .param("topic", topic)
        .param("eventIds", eventIds.toArray(String[]::new))
        .update();
  }

  @Override
  public void save(int shard, Collection<EventBook> changed) {
    var books = List.copyOf(changed);
    int saved = jdbc.sql(SAVE)
        .param("shard", shard)
        .param("eventIds", Column.texts(books, EventBook::eventId))
        .param("capacity", Column.ints(books, book -> book.balance().capacity()))
        .param("available", Column.ints(books, book -> book.balance().available()))
        .param("held", Column.ints(books, book -> book.balance().held()))
        .param("sold", Column.ints(books, book -> book.balance().sold()))
        .param("lastSeq", Column.longs(books, EventBook::lastSeq))
        .param("now", Column.texts(books, EventBook::now))
        .param("terms", Column.texts(books, book -> TermsJson.write(book.terms())))
        .update();
    Column.expect(books.size(), saved, "event");
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(rs.getString("event_id"), TermsJson.read(rs.getString("terms")),
        new Balance(rs.getInt("capacity"), rs.getInt("available"), rs.getInt("held"),
            rs.getInt("sold")),
        rs.getLong("last_seq"),
        rs.getObject("last_decided_at", OffsetDateTime.class).toInstant());
  }

  private record Row(
      String eventId, @Nullable EventTerms terms, Balance balance, long lastSeq,
      Instant lastDecidedAt) {

    EventBook book(Instant clock) {
      var now = clock.isAfter(lastDecidedAt) ? clock : lastDecidedAt;
      return new EventBook(eventId, terms, balance, lastSeq, now);
    }
  }
}
