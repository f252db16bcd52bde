package dev.holdfast.system;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.system.Ask.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the inventory would write about one event. The rules are written down a second time here, in
 * the simplest way, so that the audit is judged by something else than the code it is to judge.
 */
final class EventHistory {

  final int shard;
  final String id;
  final Map<UUID, PastOrder> orders = new LinkedHashMap<>();
  final Map<String, Map<String, Object>> payments = new LinkedHashMap<>();
  final List<Map<String, Object>> ledger = new ArrayList<>();
  EventTerms terms;
  int capacity;
  int available;
  int held;
  int sold;

  EventHistory(int shard, String id) {
    this.shard = shard;
    this.id = id;
  }

  void place(Ask ask, String account, int quantity) {
    var order = new PastOrder();
    order.id = ask.id();
    order.account = account;
    order.quantity = quantity;
    order.placedAt = ask.requestedAt();
    order.offset = ask.offset();
    order.amountMinor = terms == null ? 0 : quantity * terms.priceMinor();
    var refusal = refusal(order, ask);
    orders.put(order.id, order);
    if (refusal == null) {
      order.status = "HELD";
      order.holdUntil = ask.clock().plusSeconds(terms.holdSeconds());
      append("HELD", order, ask, ask.clock(), 0, -quantity, quantity, 0);
    } else {
      order.status = "REJECTED";
      order.reason = refusal;
      append("REJECTED", order, ask, ask.clock(), 0, 0, 0, 0).put("reason", refusal);
    }
  }

  private String refusal(PastOrder order, Ask ask) {
    if (terms == null) {
      return "UNKNOWN_EVENT";
    }
    if (terms.state() == SaleState.PAUSED) {
      return "SALE_PAUSED";
    }
    if (terms.saleOpensAt() != null && ask.requestedAt().isBefore(terms.saleOpensAt())) {
      return "SALE_NOT_OPEN";
    }
    if (terms.saleClosesAt() != null && !ask.requestedAt().isBefore(terms.saleClosesAt())) {
      return "SALE_CLOSED";
    }
    if (order.quantity > terms.perOrderLimit()) {
      return "ORDER_LIMIT";
    }
    if (isOverLimit(order, ask)) {
      return "CUSTOMER_LIMIT";
    }
    return isShort(order, ask) ? available == 0 ? "SOLD_OUT" : "NOT_ENOUGH_LEFT" : null;
  }

  private boolean isOverLimit(PastOrder order, Ask ask) {
    if (allocated(order.account) + order.quantity > terms.perCustomerLimit()) {
      due(ask.requestedAt(), ask.clock()).stream()
          .filter(late -> late.account.equals(order.account))
          .forEach(late -> expire(late, ask.clock()));
    }
    return allocated(order.account) + order.quantity > terms.perCustomerLimit();
  }

  private int allocated(String account) {
    return orders.values()
        .stream()
        .filter(order -> order.account.equals(account))
        .filter(order -> order.status.equals("HELD") || order.status.equals("CONFIRMED"))
        .mapToInt(order -> order.quantity)
        .sum();
  }

  private boolean isShort(PastOrder order, Ask ask) {
    for (var late : due(ask.requestedAt(), ask.clock())) {
      if (available < order.quantity) {
        expire(late, ask.clock());
      }
    }
    return available < order.quantity;
  }

  void pay(Ask ask, UUID orderId, Money money) {
    var order = orders.get(orderId);
    if (payments.containsKey(money.paymentId())) {
      refund(ask, order, orderId, money, "PAYMENT_ID_REUSED");
    } else if (order == null) {
      refund(ask, null, orderId, money, "UNKNOWN_ORDER");
    } else {
      var refusal = refusal(order, money, ask);
      keep(ask, order, money, refusal == null ? "APPLIED" : "REFUND_DUE");
      if (refusal == null) {
        confirm(ask, order, money);
      } else {
        refund(ask, order, orderId, money, refusal);
      }
    }
  }

  private String refusal(PastOrder order, Money money, Ask ask) {
    if (!order.status.equals("HELD") && !order.status.equals("EXPIRED")) {
      return "ALREADY_" + order.status;
    }
    if (!order.currency.equals(money.currency())) {
      return "WRONG_CURRENCY";
    }
    if (order.amountMinor != money.amountMinor()) {
      return "WRONG_AMOUNT";
    }
    if (order.status.equals("HELD")) {
      return null;
    }
    if (terms.latePayment() == LatePayment.REFUND) {
      return "ALREADY_EXPIRED";
    }
    if (isOverLimit(order, ask)) {
      return "EXPIRED_AND_CUSTOMER_LIMIT";
    }
    return isShort(order, ask) ? "EXPIRED_AND_SOLD_OUT" : null;
  }

  private void confirm(Ask ask, PastOrder order, Money money) {
    boolean late = order.status.equals("EXPIRED");
    order.status = "CONFIRMED";
    order.paymentId = money.paymentId();
    int quantity = order.quantity;
    append("CONFIRMED", order, ask, ask.clock(), 0, late ? -quantity : 0, late ? 0 : -quantity,
        quantity).putAll(money.columns());
  }

  private void refund(Ask ask, PastOrder order, UUID orderId, Money money, String reason) {
    var row = append("REFUND_DUE", order, ask, ask.clock(), 0, 0, 0, 0);
    row.putAll(money.columns());
    row.put("order_id", orderId);
    row.put("reason", reason);
  }

  private void keep(Ask ask, PastOrder order, Money money, String status) {
    var row = new HashMap<String, Object>(Map.of("shard", shard, "event_id", id, "order_id",
        order.id, "status", status, "requested_at", ask.requestedAt(), "request_offset",
        ask.offset(), "decided_at", ask.clock()));
    row.putAll(money.columns());
    payments.put(money.paymentId(), row);
  }

  void cancel(Ask ask, UUID orderId) {
    var order = orders.get(orderId);
    if (order != null && order.status.equals("HELD")) {
      order.status = "CANCELLED";
      append("CANCELLED", order, ask, ask.clock(), 0, order.quantity, -order.quantity, 0);
    } else {
      var row = append("MOVE_REFUSED", order, ask, ask.clock(), 0, 0, 0, 0);
      row.put("order_id", orderId);
      row.put("reason", order == null ? "UNKNOWN_ORDER" : "ALREADY_" + order.status);
    }
  }

  void change(Ask ask, EventTerms wanted) {
    if (wanted.capacity() < held + sold) {
      var row = append("CHANGE_REFUSED", null, ask, ask.clock(), 0, 0, 0, 0);
      row.put("reason", "CAPACITY_BELOW_ALLOCATED");
      row.put("floor", held + sold);
      row.put("terms", terms);
    } else {
      int change = wanted.capacity() - capacity;
      var kind = terms == null ? "EVENT_OPENED" : "EVENT_CHANGED";
      terms = wanted;
      append(kind, null, ask, ask.clock(), change, change, 0, 0).put("terms", wanted);
    }
  }

  /** What an expiry worker does. */
  void expireDue(Instant appliedUntil, Instant clock) {
    due(appliedUntil, clock).forEach(order -> expire(order, clock));
  }

  private List<PastOrder> due(Instant appliedUntil, Instant clock) {
    var until = appliedUntil.isBefore(clock) ? appliedUntil : clock;
    return orders.values()
        .stream()
        .filter(order -> order.status.equals("HELD") && !order.holdUntil.isAfter(until))
        .sorted(Comparator.comparing(order -> order.holdUntil))
        .toList();
  }

  private void expire(PastOrder order, Instant clock) {
    order.status = "EXPIRED";
    append("EXPIRED", order, null, clock, 0, order.quantity, -order.quantity, 0);
  }

  private Map<String, Object> append(
      String kind,
      PastOrder order,
      Ask ask,
      Instant at,
      int... change) {
    capacity += change[0];
    available += change[1];
    held += change[2];
    sold += change[3];
    var row = new HashMap<String, Object>(Map.of("shard", shard, "event_id", id,
        "seq", ledger.size() + 1, "kind", kind, "occurred_at", at));
    row.putAll(Map.of("capacity_change", change[0], "available_change", change[1],
        "held_change", change[2], "sold_change", change[3]));
    row.putAll(
        Map.of("capacity", capacity, "available", available, "held", held, "sold", sold));
    if (ask != null) {
      row.putAll(ask.columns());
    }
    if (order != null) {
      order.version++;
      row.putAll(order.columns());
    }
    ledger.add(row);
    return row;
  }
}
