package dev.holdfast.simulation.referee;

import static dev.holdfast.simulation.model.Violation.unless;

import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.simulation.model.Invariant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event's ledger, read again from its first row: what must be true, row by row. */
final class EventHistory {

  private final Map<UUID, OrderHistory> orders = new HashMap<>();
  private Balance balance = new Balance(0, 0, 0, 0);
  private @Nullable EventTerms terms;
  private long lastSeq;
  private long lastOffset = -1;

  Balance balance() {
    return balance;
  }

  long lastSeq() {
    return lastSeq;
  }

  @Nullable
  OrderHistory order(UUID orderId) {
    return orders.get(orderId);
  }

  void append(LedgerEntry entry) {
    unless(entry.seq() == lastSeq + 1, Invariant.I2, entry.eventId(), "seq", entry.seq(),
        "comes after", lastSeq);
    unless(entry.balance().equals(balance.plus(entry.change())), Invariant.I2, entry.eventId(),
        balance, "+", entry.change(), "=", entry.balance());
    unless(entry.balance().available() >= 0 && entry.balance().held() >= 0, Invariant.I2,
        entry.eventId(), entry.balance());
    if (entry.request() != null) {
      checkTurn(entry, entry.request());
      checkPayment(entry, entry.request());
      checkRefusal(entry, entry.request());
    }
    balance = entry.balance();
    lastSeq = entry.seq();
    terms = entry.terms() == null ? terms : entry.terms();
    if (entry.order() != null) {
      move(entry, entry.order());
    }
  }

  private void checkTurn(LedgerEntry entry, RequestPosition request) {
    unless(request.offset() > lastOffset, Invariant.I4, entry.eventId(), "offset", request.offset(),
        "was decided after", lastOffset);
    lastOffset = request.offset();
  }

  private void checkPayment(LedgerEntry entry, RequestPosition request) {
    var before = entry.order() == null ? null : orders.get(entry.order().id());
    if (entry.payment() != null && before != null && before.status() == OrderStatus.EXPIRED) {
      unless(before.holdUntil() != null && !request.appendedAt().isBefore(before.holdUntil()),
          Invariant.I12, entry.order(), ": paid at", request.appendedAt(), ", held until",
          before.holdUntil(), ", yet it had expired");
    }
  }

  private void checkRefusal(LedgerEntry entry, RequestPosition request) {
    var order = entry.order();
    if (order != null && isForStock(entry)) {
      unless(balance.available() < order.facts().quantity(), Invariant.I3, order,
          "was refused with", balance);
      var until = request.appendedAt().isBefore(entry.occurredAt())
          ? request.appendedAt()
          : entry.occurredAt();
      unless(!overdue(until), Invariant.I3, order, "was refused while a hold was overdue");
    }
  }

  private boolean overdue(Instant until) {
    return orders.values().stream().anyMatch(order -> order.isHeldPast(until));
  }

  private static boolean isForStock(LedgerEntry entry) {
    return RejectionReason.SOLD_OUT.name().equals(entry.reason())
        || RejectionReason.NOT_ENOUGH_LEFT.name().equals(entry.reason())
        || RefundReason.EXPIRED_AND_SOLD_OUT.name().equals(entry.reason());
  }

  private void move(LedgerEntry entry, Order order) {
    var before = orders.get(order.id());
    unless(order.version() == (before == null ? 1 : before.version() + 1), Invariant.I6, order,
        "follows", before);
    unless(before == null ? isFirst(order.status()) : before.mayBecome(order.status()),
        Invariant.I6, order, "follows", before);
    orders.put(order.id(), new OrderHistory(order.status(), order.version(),
        order.facts().accountId(), order.facts().quantity(), order.holdUntil()));
    if (entry.change().available() < 0) {
      checkLimit(order);
    }
    checkSums(entry.kind());
  }

  private static boolean isFirst(OrderStatus status) {
    return status == OrderStatus.HELD || status == OrderStatus.REJECTED;
  }

  private void checkLimit(Order order) {
    int has = orders.values()
        .stream()
        .filter(each -> each.isAllocated() && each.accountId().equals(order.facts().accountId()))
        .mapToInt(OrderHistory::quantity)
        .sum();
    unless(terms != null && has <= terms.perCustomerLimit(), Invariant.I10,
        order.facts().accountId(), "has", has, "tickets");
  }

  private void checkSums(Kind kind) {
    unless(sum(OrderStatus.HELD) == balance.held() && sum(OrderStatus.CONFIRMED) == balance.sold(),
        Invariant.I1, "after", kind, balance, ", but orders hold", sum(OrderStatus.HELD),
        "and have bought", sum(OrderStatus.CONFIRMED));
  }

  private int sum(OrderStatus status) {
    return orders.values()
        .stream()
        .filter(order -> order.status() == status)
        .mapToInt(OrderHistory::quantity)
        .sum();
  }
}
