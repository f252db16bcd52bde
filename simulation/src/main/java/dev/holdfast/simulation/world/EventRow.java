package dev.holdfast.simulation.world;

import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code event}. */
public record EventRow(
    String eventId, @Nullable EventTerms terms, Balance balance, long lastSeq,
    Instant lastDecidedAt) {

  /** An event nobody has opened yet. */
  public static EventRow unknown(String eventId) {
    return new EventRow(eventId, null, new Balance(0, 0, 0, 0), 0, Instant.EPOCH);
  }

  /** The row as a book leaves it. */
  public static EventRow of(EventBook book) {
    return new EventRow(book.eventId(), book.terms(), book.balance(), book.lastSeq(), book.now());
  }

  /** The event as it is known at a moment of the database's clock. */
  public EventBook book(Instant clock) {
    var now = clock.isAfter(lastDecidedAt) ? clock : lastDecidedAt;
    return new EventBook(eventId, terms, balance, lastSeq, now);
  }
}
