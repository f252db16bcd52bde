package dev.holdfast.inventory;

import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.model.EventBook;
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
    return recordSaved(shard, books);
  }

  /** The same for books whose orders are written already. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Range> recordSaved(int shard, Collection<EventBook> books) {
    var changed = books.stream().filter(book -> !book.entries().isEmpty()).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    ledger.append(shard, EventBook.entriesOf(changed));
    events.save(shard, changed);
    return publications.add(shard, changed);
  }
}
