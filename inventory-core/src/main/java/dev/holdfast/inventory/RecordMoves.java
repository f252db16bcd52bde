package dev.holdfast.inventory;

import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what was decided about locked events: one set-based statement per table.
 *
 * <p>Joins the transaction that holds the event locks, and refuses to run without one.
 */
@Service
public class RecordMoves {

  private final Events events;
  private final Orders orders;
  private final Ledger ledger;
  private final Publications publications;

  RecordMoves(Events events, Orders orders, Ledger ledger, Publications publications) {
    this.events = events;
    this.orders = orders;
    this.ledger = ledger;
    this.publications = publications;
  }

  /**
   * Writes orders, ledger, balances and publication of the books that have new ledger rows.
   *
   * @return what is to be announced now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Range> record(int shard, Collection<EventBook> books) {
    orders.save(shard, books);
    return append(shard, books);
  }

  /** The same for books whose orders only expired, by {@link Orders#expire}. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Range> recordExpired(int shard, Collection<EventBook> books) {
    if (books.stream().flatMap(book -> book.entries().stream()).anyMatch(RecordMoves::moved)) {
      throw new IllegalArgumentException("An order that did not expire is not written yet");
    }
    return append(shard, books);
  }

  private static boolean moved(LedgerEntry entry) {
    return entry.kind() != Kind.EXPIRED;
  }

  private List<Range> append(int shard, Collection<EventBook> books) {
    var changed = books.stream().filter(book -> !book.entries().isEmpty()).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    ledger.append(shard, EventBook.entriesOf(changed));
    events.save(shard, changed);
    return publications.add(shard, changed);
  }
}
