package dev.holdfast.orders.model;

import static java.util.Comparator.comparingInt;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code order_view} to be written; the names of the fields are the columns. */
public record ProjectedOrder(
    String eventId, UUID orderId, int shard, int incarnation, int version, String accountId,
    int quantity, long amountMinor, String currency, String bodyHash, Instant placedAt,
    OrderStatus status, @Nullable RejectionReason reason, @Nullable Instant holdUntil,
    @Nullable String paymentId, int available, @Nullable UUID lastRequestId,
    @Nullable String lastCode, Instant updatedAt) {

  private static final Comparator<ProjectedOrder> AGE =
      comparingInt(ProjectedOrder::incarnation).thenComparingInt(ProjectedOrder::version);

  /** Empty where the result names an order that does not exist. */
  static Optional<ProjectedOrder> of(Result.OfOrder result) {
    var order = result.order();
    if (order == null) {
      return Optional.empty();
    }
    var entry = result.entry();
    // A release answers nobody: the outcome of the newest request stays.
    var code = entry.requestId() == null ? null : Outcomes.code(result);
    return Optional.of(new ProjectedOrder(
        entry.eventId(), order.orderId(), entry.shard(), entry.incarnation(), order.version(),
        order.accountId(), order.quantity(), order.amountMinor(), order.currency(),
        order.bodyHash(), order.placedAt(), order.status(), order.reason(), order.holdUntil(),
        order.paymentId(), entry.balance().available(), entry.requestId(), code,
        entry.occurredAt()));
  }

  /** What it is called; no column of its own. */
  public OrderKey key() {
    return new OrderKey(eventId, orderId);
  }

  /** The order as clients are shown it once the row is written, with the answer that is in the row. */
  public ShownOrder shown(@Nullable LastOutcome outcome) {
    return new ShownOrder(key(), new Revision(incarnation, version), accountId, quantity,
        amountMinor, currency, bodyHash, placedAt, status, reason == null ? null : reason.name(),
        holdUntil, paymentId, available, updatedAt, outcome);
  }

  static ProjectedOrder fold(ProjectedOrder one, ProjectedOrder other) {
    var inOrder = AGE.compare(one, other) <= 0;
    var newer = inOrder ? other : one;
    var older = inOrder ? one : other;
    return newer.lastRequestId != null
        ? newer
        : newer.answering(older.lastRequestId, older.lastCode);
  }

  private ProjectedOrder answering(@Nullable UUID requestId, @Nullable String code) {
    return new ProjectedOrder(eventId, orderId, shard, incarnation, version, accountId, quantity,
        amountMinor, currency, bodyHash, placedAt, status, reason, holdUntil, paymentId, available,
        requestId, code, updatedAt);
  }
}
