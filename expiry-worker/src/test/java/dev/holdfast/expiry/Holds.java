package dev.holdfast.expiry;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.SaleTerms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds as an inventory worker would have written them on shard 0. */
final class Holds implements AutoCloseable {

  private static final int CAPACITY = 100;

  private static final String APPLIED =
      """
      UPDATE inventory.cursor
         SET next_offset = :next,
             applied_until = :until
       WHERE shard = 0
      """;

  private static final String PATIENT =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '60s', true),
             set_config('transaction_timeout', '60s', true)
      """;

  private final InventoryDatabase database;
  private final InventoryContext owner;
  private long nextOffset;

  Holds(InventoryDatabase database) {
    this.database = database;
    owner = new InventoryContext(database, "inventory");
  }

  /** Adds orders of one ticket each to an event, which is opened if need be. */
  void add(String eventId, int orders, Instant until) {
    owner.inTransaction(() -> {
      var events = owner.get(Events.class);
      events.addUnknown(0, InventoryDatabase.TOPIC, List.of(eventId));
      var book = events.lock(0, List.of(eventId)).getFirst();
      if (book.terms() == null) {
        book.put(SaleTerms.of(CAPACITY).terms(), Any.request(nextOffset++));
      }
      for (int i = 0; i < orders; i++) {
        book.hold(Any.order(1), until, Any.request(nextOffset++));
      }
      owner.get(RecordMoves.class).record(0, List.of(book));
    });
  }

  /** Every request appended before {@code until} has been decided. */
  void appliedUntil(Instant until) {
    database.superuser()
        .sql(APPLIED)
        .param("next", nextOffset)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Keeps an event locked while something else happens. */
  void whileLocked(String eventId, Runnable work) {
    owner.inTransaction(() -> {
      owner.get(JdbcClient.class).sql(PATIENT).query().listOfRows();
      owner.get(Events.class).lock(0, List.of(eventId));
      work.run();
    });
  }

  long held(String eventId) {
    return database.count("orders WHERE status = 'HELD' AND event_id = '" + eventId + "'");
  }

  @Override
  public void close() {
    owner.close();
  }
}
