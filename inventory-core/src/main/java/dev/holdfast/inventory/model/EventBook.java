package dev.holdfast.inventory.model;

import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order.Cancelled;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Order.Rejected;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event while its row is locked: balance, ledger head, the orders that matter to this
 * transaction. Every move changes order and balance together and appends exactly one ledger row.
 *
 * <p>Not thread-safe: it lives in one transaction.
 */
public final class EventBook {

  private static final Balance NO_CHANGE = new Balance(0, 0, 0, 0);

  private final String eventId;
  private final Instant now;
  private @Nullable EventTerms terms;
  private Balance balance;
  private long lastSeq;

  private final Map<UUID, Order> orders = new HashMap<>();
  private final Map<UUID, Order> created = new LinkedHashMap<>();
  private final Set<UUID> moved = new HashSet<>();
  private final List<LedgerEntry> entries = new ArrayList<>();

  /**
   * The event as its locked row says.
   *
   * @param now time of every row appended here; never before the event's latest row
   */
  public EventBook(
      String eventId, @Nullable EventTerms terms, Balance balance, long lastSeq, Instant now) {
    this.eventId = eventId;
    this.terms = terms;
    this.balance = balance;
    this.lastSeq = lastSeq;
    this.now = now;
  }

  public String eventId() {
    return eventId;
  }

  /** Absent while nobody has opened the event. */
  public @Nullable EventTerms terms() {
    return terms;
  }

  public Balance balance() {
    return balance;
  }

  public long lastSeq() {
    return lastSeq;
  }

  public Instant now() {
    return now;
  }

  /** Tells the book of an order that was decided before this transaction. */
  public void load(Order order) {
    orders.putIfAbsent(order.id(), order);
  }

  /** The order as it stands now, if it was loaded or decided here. */
  public Optional<Order> order(UUID orderId) {
    return Optional.ofNullable(orders.get(orderId));
  }

  /** Ledger rows appended here, in order. */
  public List<LedgerEntry> entries() {
    return entries;
  }

  /** Orders first decided here, each as it stands now. */
  public List<Order> createdOrders() {
    return created.keySet().stream().map(this::present).toList();
  }

  /** Orders decided before and moved here, each as it stands now. */
  public List<Order> movedOrders() {
    return moved.stream().filter(id -> !created.containsKey(id)).map(this::present).toList();
  }

  /** Sets tickets aside. */
  public Held hold(OrderFacts facts, Instant holdUntil, RequestPosition request) {
    var held = create(new Held(facts, 1, holdUntil));
    int quantity = facts.quantity();
    append(Kind.HELD, held, new Balance(0, -quantity, quantity, 0), new Said(request));
    return held;
  }

  /** Refuses an order its tickets. */
  public Rejected reject(OrderFacts facts, RejectionReason reason, RequestPosition request) {
    var rejected = create(new Rejected(facts, 1, reason));
    append(Kind.REJECTED, rejected, NO_CHANGE, new Said(request).because(reason));
    return rejected;
  }

  /** Sells the tickets that were set aside. */
  public Confirmed confirm(Held held, Payment payment, RequestPosition request) {
    var confirmed = move(held.confirm(payment.paymentId()));
    int quantity = held.facts().quantity();
    append(Kind.CONFIRMED, confirmed, new Balance(0, 0, -quantity, quantity),
        new Said(request).of(payment));
    return confirmed;
  }

  /** Sells tickets to an order whose own were released. */
  public Confirmed reacquire(Expired expired, Payment payment, RequestPosition request) {
    var confirmed = move(expired.reacquire(payment.paymentId()));
    int quantity = expired.facts().quantity();
    append(Kind.CONFIRMED, confirmed, new Balance(0, -quantity, 0, quantity),
        new Said(request).of(payment));
    return confirmed;
  }

  /** Gives unpaid tickets back to the pool. */
  public Expired expire(Held held) {
    var expired = move(held.expire());
    int quantity = held.facts().quantity();
    append(Kind.EXPIRED, expired, new Balance(0, quantity, -quantity, 0), new Said(null));
    return expired;
  }

  /** Gives tickets back because the customer says so. */
  public Cancelled cancel(Held held, RequestPosition request) {
    var cancelled = move(held.cancel());
    int quantity = held.facts().quantity();
    append(Kind.CANCELLED, cancelled, new Balance(0, quantity, -quantity, 0), new Said(request));
    return cancelled;
  }

  /** Answers a payment that buys nothing; {@code order} is absent if there is none. */
  public void refund(
      @Nullable Order order,
      Payment payment,
      RefundReason reason,
      RequestPosition request) {
    append(Kind.REFUND_DUE, order == null ? null : move(order.noted()), NO_CHANGE,
        new Said(request).of(payment).because(reason));
  }

  /** Answers a request that can't move its order. */
  public void refuse(@Nullable Order order, MoveRefusal code, RequestPosition request) {
    append(Kind.MOVE_REFUSED, order == null ? null : move(order.noted()), NO_CHANGE,
        new Said(request).because(code));
  }

  /** Puts the event on sale, or replaces its terms; the capacity must cover held and sold. */
  public void put(EventTerms newTerms, RequestPosition request) {
    var kind = terms == null ? Kind.EVENT_OPENED : Kind.EVENT_CHANGED;
    int more = newTerms.capacity() - balance.capacity();
    terms = newTerms;
    append(kind, null, new Balance(more, more, 0, 0), new Said(request).with(newTerms));
  }

  /** Leaves the event's terms as they are; {@code floor} names a capacity that would do. */
  public void refuseChange(MoveRefusal code, @Nullable Integer floor, RequestPosition request) {
    append(Kind.CHANGE_REFUSED, null, NO_CHANGE,
        new Said(request).because(code).with(terms).above(floor));
  }

  private <O extends Order> O create(O order) {
    if (orders.put(order.id(), order) != null) {
      throw new IllegalStateException("Order %s is decided already".formatted(order.id()));
    }
    created.put(order.id(), order);
    return order;
  }

  private <O extends Order> O move(O order) {
    var before = orders.put(order.id(), order);
    if (before == null || before.version() + 1 != order.version()) {
      throw new IllegalStateException(
          "Order %s was moved from a stale state: %s".formatted(order.id(), before));
    }
    moved.add(order.id());
    return order;
  }

  private void append(Kind kind, @Nullable Order order, Balance change, Said said) {
    balance = balance.plus(change);
    lastSeq++;
    entries.add(new LedgerEntry(eventId, lastSeq, kind, order, said.reason, said.payment,
        said.floor, said.terms, change, balance, said.request, now));
  }

  private Order present(UUID id) {
    var order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("Order %s is not in the book".formatted(id));
    }
    return order;
  }

  /** All ledger rows of a batch of books, in the order of the books. */
  public static List<LedgerEntry> entriesOf(Collection<EventBook> books) {
    return books.stream().flatMap(book -> book.entries.stream()).toList();
  }

  private record Said(
      @Nullable RequestPosition request, @Nullable String reason, @Nullable Payment payment,
      @Nullable Integer floor, @Nullable EventTerms terms) {

    Said(@Nullable RequestPosition request) {
      this(request, null, null, null, null);
    }

    Said because(Enum<?> why) {
      return new Said(request, why.name(), payment, floor, terms);
    }

    Said of(Payment of) {
      return new Said(request, reason, of, floor, terms);
    }

    Said with(@Nullable EventTerms of) {
      return new Said(request, reason, payment, floor, of);
    }

    Said above(@Nullable Integer least) {
      return new Said(request, reason, payment, least, terms);
    }
  }
}
