package dev.holdfast.decisions.model;

import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event on paper: what its tables would say, and batches of requests decided on it. */
final class PaperSale {

  final Map<UUID, Order> orders = new LinkedHashMap<>();
  final List<PastPayment> payments = new ArrayList<>();
  final List<LedgerEntry> ledger = new ArrayList<>();
  Balance balance = new Balance(0, 0, 0, 0);
  @Nullable
  EventTerms terms;

  private final Map<String, Payment> kept = new HashMap<>();
  private final Set<UUID> answered = new HashSet<>();
  private Instant now = Any.NOON;
  private long nextOffset;

  /** An event opened at noon. */
  static PaperSale of(SaleTerms sale) {
    var paper = new PaperSale();
    paper.send(Ask.open(sale));
    return paper;
  }

  PaperSale at(Instant time) {
    now = time;
    return this;
  }

  PaperSale after(long seconds) {
    return at(now.plusSeconds(seconds));
  }

  /** Decides a request that reaches the log at this moment; returns the rows it appended. */
  List<LedgerEntry> send(Request request) {
    return sendAppendedAt(now, request);
  }

  /** Decides, now, a request that reached the log at another time. */
  List<LedgerEntry> sendAppendedAt(Instant appendedAt, Request request) {
    return decide(now, List.of(record(nextOffset, appendedAt, request)));
  }

  static Decidable record(long offset, Instant appendedAt, Request request) {
    return new Decidable(request,
        new RequestPosition(request.requestId(), offset, appendedAt, null), 0);
  }

  /** Decides a batch as {@code DecideBatch} would with the database's clock at {@code clock}. */
  List<LedgerEntry> decide(Instant clock, List<Decidable> batch) {
    var time = ledger.isEmpty() ? clock : later(clock, ledger.getLast().occurredAt());
    var book = new EventBook(Ask.EVENT, terms, balance, ledger.size(), time);
    var desk = new SaleDesk(book);
    load(desk, batch);
    batch.forEach(record -> Decide.on(desk, record.request(), record.position()));
    keep(desk);
    nextOffset = batch.getLast().offset() + 1;
    return List.copyOf(book.entries());
  }

  /** A record that can't be read but says which order it would have placed. */
  List<LedgerEntry> sendUnreadable(UUID orderId) {
    var desk = new SaleDesk(new EventBook(Ask.EVENT, terms, balance, ledger.size(), now));
    var order = orders.get(orderId);
    if (order != null) {
      desk.book().load(order);
    }
    Decide.onUnreadable(desk, orderId, new RequestPosition(orderId, nextOffset++, now, null));
    keep(desk);
    return List.copyOf(desk.book().entries());
  }

  Order order(PlaceOrder place) {
    return Objects.requireNonNull(orders.get(place.orderId()));
  }

  LedgerEntry last() {
    return ledger.getLast();
  }

  int allocated(String accountId) {
    return orders.values()
        .stream()
        .filter(order -> order.facts().accountId().equals(accountId))
        .filter(order -> order instanceof Held || order instanceof Confirmed)
        .mapToInt(order -> order.facts().quantity())
        .sum();
  }

  private void load(SaleDesk desk, List<Decidable> batch) {
    var buyers = new HashSet<String>();
    for (var record : batch) {
      if (record.request() instanceof PlaceOrder place) {
        buyers.add(place.accountId());
      }
      var order = orders.get(orderOf(record.request()));
      if (order != null) {
        desk.book().load(order);
        buyers.add(order.facts().accountId());
      }
    }
    buyers.forEach(account -> desk.loadAllocated(account, allocated(account)));
    kept.values().forEach(desk::loadPayment);
    answered.forEach(desk::loadAnswered);
    // All of them: whether a hold has ended is for the desk to say.
    desk.loadOverdue(orders.values()
        .stream()
        .filter(Held.class::isInstance)
        .map(Held.class::cast)
        .toList());
  }

  private void keep(SaleDesk desk) {
    var book = desk.book();
    book.createdOrders().forEach(order -> orders.put(order.id(), order));
    book.movedOrders().forEach(order -> orders.put(order.id(), order));
    payments.addAll(desk.decidedPayments());
    desk.decidedPayments().forEach(past -> kept.put(past.payment().paymentId(), past.payment()));
    book.entries().forEach(this::remember);
    balance = book.balance();
    terms = book.terms();
  }

  private void remember(LedgerEntry entry) {
    ledger.add(entry);
    var request = entry.request();
    if (request != null && entry.kind() != LedgerEntry.Kind.HELD
        && entry.kind() != LedgerEntry.Kind.REJECTED) {
      answered.add(request.requestId());
    }
  }

  private static @Nullable UUID orderOf(Request request) {
    return switch (request) {
      case PlaceOrder place -> place.orderId();
      case ConfirmPayment payment -> payment.orderId();
      case CancelOrder cancel -> cancel.orderId();
      default -> null;
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
