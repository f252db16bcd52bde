package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Ledger;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.TermsJson;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

@Repository
class LedgerTable implements Ledger {

  private static final String APPEND =
      """
      COPY ledger (shard, event_id, seq, kind, order_id, order_version, status, reason,
             rejection, quantity, hold_until, paid_by, payment_id, amount_minor, currency, floor,
             terms, capacity_change, available_change, held_change, sold_change, capacity,
             available, held, sold, request_id, request_offset, requested_at, traceparent,
             occurred_at)
        FROM STDIN (FORMAT binary)
      """;

  private final JdbcOperations copies;

  LedgerTable(JdbcOperations copies) {
    this.copies = copies;
  }

  @Override
  public void append(int shard, List<LedgerEntry> entries) {
    Column.expect(entries.size(), CopyRows.copy(copies, APPEND, entries,
        (row, entry) -> append(row, shard, entry)), "ledger");
  }

  private static void append(CopyRows row, int shard, LedgerEntry entry) {
    row.add(shard).add(entry.eventId()).add(entry.seq()).add(entry.kind()).add(orderId(entry));
    addOrder(row, entry.order(), entry.reason());
    addPayment(row, entry.payment());
    row.add(entry.floor()).addJson(TermsJson.write(entry.terms()));
    addBalance(row, entry.change());
    addBalance(row, entry.balance());
    addRequest(row, entry.request());
    row.add(entry.occurredAt());
  }

  private static void addOrder(CopyRows row, @Nullable Order order, @Nullable String reason) {
    row.add(order == null ? null : (Integer) order.version())
        .add(order == null ? null : order.status())
        .add(reason)
        .add(order == null ? null : order.rejection())
        .add(order == null ? null : (Integer) order.facts().quantity())
        .add(order == null ? null : order.holdUntil())
        .add(order == null ? null : order.paidBy());
  }

  private static void addPayment(CopyRows row, @Nullable Payment payment) {
    row.add(payment == null ? null : payment.paymentId())
        .add(payment == null ? null : (Long) payment.amountMinor())
        .add(payment == null ? null : payment.currency());
  }

  private static void addBalance(CopyRows row, Balance balance) {
    row.add(balance.capacity()).add(balance.available()).add(balance.held()).add(balance.sold());
  }

  private static void addRequest(CopyRows row, @Nullable RequestPosition request) {
    row.add(request == null ? null : request.requestId())
        .add(request == null ? null : (Long) request.offset())
        .add(request == null ? null : request.appendedAt())
        .add(request == null ? null : request.traceparent());
  }

  /** The order of the row, or the one a payment named although there is none. */
  private static @Nullable UUID orderId(LedgerEntry entry) {
    if (entry.order() != null) {
      return entry.order().id();
    }
    return entry.payment() == null ? null : entry.payment().orderId();
  }
}
