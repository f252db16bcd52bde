package dev.holdfast.decisions.unsafe;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.TermsJson;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Events whose lock is given back at once, and whose balance is written as a difference. */
@Component
@Primary
@ConditionalOnBooleanProperty("holdfast.unsafe")
class UnsafeEvents implements Events {

  private static final String ADD_CHANGES =
      """
      UPDATE event e
         SET capacity = e.capacity + u.capacity,
             available = e.available + u.available,
             held = e.held + u.held,
             sold = e.sold + u.sold,
             last_seq = e.last_seq + u.rows,
             terms = u.terms
        FROM unnest(:eventIds, :capacity, :available, :held, :sold, :rows,
             CAST(:terms AS jsonb[]))
          AS u(event_id, capacity, available, held, sold, rows, terms)
       WHERE e.shard = :shard
         AND e.event_id = u.event_id
      """;

  private final Events events;
  private final JdbcClient jdbc;
  private final TransactionTemplate itsOwnTransaction;

  UnsafeEvents(
      @Qualifier("eventTable") Events events, JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    this.events = events;
    this.jdbc = jdbc;
    this.itsOwnTransaction = new TransactionTemplate(transactions);
    itsOwnTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public List<EventBook> lock(int shard, Collection<String> eventIds) {
    var books = itsOwnTransaction.execute(status -> events.lock(shard, eventIds));
    meetTheOtherDecider();
    return books == null ? List.of() : books;
  }

  @Override
  public void addUnknown(int shard, String topic, Collection<String> eventIds) {
    itsOwnTransaction.executeWithoutResult(status -> events.addUnknown(shard, topic, eventIds));
  }

  @Override
  public void save(int shard, Collection<EventBook> changed) {
    var books = List.copyOf(changed);
    jdbc.sql(ADD_CHANGES)
        .param("shard", shard)
        .param("eventIds", Column.texts(books, EventBook::eventId))
        .param("capacity", changes(books, Balance::capacity))
        .param("available", changes(books, Balance::available))
        .param("held", changes(books, Balance::held))
        .param("sold", changes(books, Balance::sold))
        .param("rows", Column.ints(books, book -> book.entries().size()))
        .param("terms", Column.texts(books, book -> TermsJson.write(book.terms())))
        .update();
  }

  private static int[] changes(List<EventBook> books, ToIntFunction<Balance> part) {
    return Column.ints(books,
        book -> book.entries().stream().mapToInt(entry -> part.applyAsInt(entry.change())).sum());
  }

  private static void meetTheOtherDecider() {
    try {
      TwoDeciders.HALF.get().bothHaveRead().await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      // The other half met an event that is new to it, or failed: then they race without a start.
      Thread.onSpinWait();
    }
  }
}
