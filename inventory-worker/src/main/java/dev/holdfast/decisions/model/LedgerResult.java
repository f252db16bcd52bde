package dev.holdfast.decisions.model;

import static java.util.Objects.requireNonNull;

import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.messages.Entry;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.OrderSnapshot;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.Result;
import org.jspecify.annotations.Nullable;

/** The result that announces a ledger row. */
public final class LedgerResult {

  private LedgerResult() {}

  /** The result of a row of an event of that shard and incarnation. */
  public static Result of(int shard, int incarnation, LedgerEntry row) {
    var entry = entry(shard, incarnation, row);
    var order = snapshot(row.order());
    return switch (row.kind()) {
      case HELD -> new Result.OrderHeld(entry, requireNonNull(order));
      case REJECTED -> new Result.OrderRejected(entry, requireNonNull(order));
      case CONFIRMED -> new Result.OrderConfirmed(entry, requireNonNull(order));
      case EXPIRED -> new Result.OrderExpired(entry, requireNonNull(order));
      case CANCELLED -> new Result.OrderCancelled(entry, requireNonNull(order));
      case REFUND_DUE -> refund(entry, order, row);
      case MOVE_REFUSED -> new Result.MoveRefused(entry, order, refusal(row));
      case EVENT_OPENED -> new Result.EventOpened(entry, requireNonNull(row.terms()));
      case EVENT_CHANGED -> new Result.EventChanged(entry, requireNonNull(row.terms()));
      case CHANGE_REFUSED ->
        new Result.ChangeRefused(entry, row.terms(), refusal(row), row.floor());
    };
  }

  private static Entry entry(int shard, int incarnation, LedgerEntry row) {
    var request = row.request();
    return new Entry(shard, row.eventId(), incarnation, row.seq(),
        request == null ? null : request.requestId(), request == null ? null : request.offset(),
        row.occurredAt(), row.change(), row.balance());
  }

  private static @Nullable OrderSnapshot snapshot(@Nullable Order order) {
    if (order == null) {
      return null;
    }
    var facts = order.facts();
    return new OrderSnapshot(facts.orderId(), order.version(), facts.accountId(), facts.quantity(),
        facts.amountMinor(), facts.currency(), facts.bodyHash(), facts.placedAt(), order.status(),
        order.rejection(), order.holdUntil(), order.paidBy());
  }

  private static Result refund(Entry entry, @Nullable OrderSnapshot order, LedgerEntry row) {
    var payment = requireNonNull(row.payment());
    return new Result.RefundDue(entry, order, payment.paymentId(), payment.amountMinor(),
        payment.currency(), RefundReason.valueOf(requireNonNull(row.reason())));
  }

  private static MoveRefusal refusal(LedgerEntry row) {
    return MoveRefusal.valueOf(requireNonNull(row.reason()));
  }
}
