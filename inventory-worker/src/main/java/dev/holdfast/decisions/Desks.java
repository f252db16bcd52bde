package dev.holdfast.decisions;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.holdfast.decisions.Past.DecidedPayment;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.decisions.model.SaleDesk;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.inventory.Orders.Keyed;
import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.messages.RefundReason;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lays out what the tables say of a batch before it is decided, and writes down what was decided.
 *
 * <p>Both within {@link DecideBatch}'s transaction, while the events are locked.
 */
@Component
class Desks {

  private static final Logger log = LoggerFactory.getLogger(Desks.class);

  /** Most overdue holds read ahead per event; more than a batch of single tickets can need. */
  private static final int MOST_OVERDUE = 5_000;

  private final Orders orders;
  private final Past past;
  private final RecordMoves recordMoves;
  private final Quarantine quarantine;
  private final Publications publications;

  Desks(
      Orders orders, Past past, RecordMoves recordMoves, Quarantine quarantine,
      Publications publications) {
    this.orders = orders;
    this.past = past;
    this.recordMoves = recordMoves;
    this.quarantine = quarantine;
    this.publications = publications;
  }

  /** A desk for each locked event, by its id. */
  Map<String, SaleDesk> open(int shard, List<EventBook> books, Wanted wanted) {
    var desks = books.stream()
        .map(SaleDesk::new)
        .collect(toMap(desk -> desk.book().eventId(), identity()));
    var found = orders.find(shard, wanted.orders());
    found.forEach(order -> at(desks, order.eventId()).book().load(order.order()));
    past.payments(shard, wanted.payments())
        .forEach(known -> at(desks, known.eventId()).loadPayment(known.payment()));
    past.answered(shard, wanted.requests())
        .forEach(key -> at(desks, key.eventId()).loadAnswered(key.requestId()));
    var buyers = buyers(wanted, found);
    past.allocated(shard, buyers)
        .forEach(sum -> at(desks, sum.buyer().eventId())
            .loadAllocated(sum.buyer().accountId(), sum.quantity()));
    loadOverdue(shard, desks, buyers);
    return desks;
  }

  /**
   * Writes moves, payments and quarantine, then how far the shard has come.
   *
   * @return what is to be announced once this is committed
   */
  List<Range> close(RequestBatch batch, List<Incoming> decided, Collection<SaleDesk> desks) {
    var ranges = recordMoves.record(batch.shard(), desks.stream().map(SaleDesk::book).toList());
    past.add(batch.shard(), desks.stream()
        .flatMap(desk -> desk.decidedPayments()
            .stream()
            .map(payment -> new DecidedPayment(desk.book().eventId(), payment,
                desk.book().now())))
        .toList());
    var unreadable = decided.stream()
        .filter(Unreadable.class::isInstance)
        .map(Unreadable.class::cast)
        .toList();
    quarantine.add(batch.topic(), batch.shard(), unreadable);
    long reused = desks.stream()
        .flatMap(desk -> desk.book().entries().stream())
        .filter(entry -> RefundReason.PAYMENT_ID_REUSED.name().equals(entry.reason()))
        .count();
    AfterCommit.run(() -> {
      alarm("holdfast.quarantined", unreadable.size());
      alarm("holdfast.payment.ids.reused", reused);
    });
    publications.addProgress(batch.shard(), decided.getLast().offset() + 1);
    return ranges;
  }

  /** Counts what a person must look at, and says so once a batch. */
  private static void alarm(String counter, long times) {
    Metrics.counter(counter).increment((double) times);
    if (times > 0) {
      log.atWarn().addKeyValue("times", times).log("{}: somebody must look at this", counter);
    }
  }

  private void loadOverdue(int shard, Map<String, SaleDesk> desks, Set<Buyer> buyers) {
    var withHolds = desks.values()
        .stream()
        .map(SaleDesk::book)
        .filter(book -> book.balance().held() > 0)
        .toList();
    if (withHolds.isEmpty()) {
      return;
    }
    var until = withHolds.stream().map(EventBook::now).max(Instant::compareTo).orElseThrow();
    var oldest = byEvent(orders.overdue(shard,
        withHolds.stream().map(EventBook::eventId).toList(), until, MOST_OVERDUE));
    oldest.forEach((eventId, holds) -> at(desks, eventId).loadOverdue(holds));
    var cutShort = buyers.stream()
        .filter(buyer -> oldest.getOrDefault(buyer.eventId(), List.of()).size() == MOST_OVERDUE)
        .collect(toSet());
    byEvent(orders.overdueOf(shard, cutShort, until))
        .forEach((eventId, holds) -> at(desks, eventId).loadOverdue(holds));
  }

  /** Who buys, and whose late payment may take tickets again. */
  private static Set<Buyer> buyers(Wanted wanted, List<Keyed> found) {
    var buyers = new HashSet<>(wanted.buyers());
    found.forEach(order -> buyers.add(
        new Buyer(order.eventId(), order.order().facts().accountId())));
    return buyers;
  }

  private static Map<String, List<Held>> byEvent(List<Keyed> holds) {
    return holds.stream()
        .collect(groupingBy(Keyed::eventId, mapping(keyed -> (Held) keyed.order(), toList())));
  }

  /** The desk of a locked event. */
  static SaleDesk at(Map<String, SaleDesk> desks, String eventId) {
    var desk = desks.get(eventId);
    if (desk == null) {
      throw new IllegalStateException("Event %s is not locked".formatted(eventId));
    }
    return desk;
  }
}
