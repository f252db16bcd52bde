package dev.holdfast.inventory.model;

import static java.util.Objects.requireNonNull;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decided order is always in exactly one of these states; each offers only the moves it allows.
 *
 * <p>Every move raises the version by one, for it appends one ledger row.
 */
public sealed interface Order {

  /** The order that a row with these values stands for: each status needs some of them. */
  static Order of(
      OrderFacts facts,
      int version,
      OrderStatus status,
      @Nullable Instant holdUntil,
      @Nullable String paidBy,
      @Nullable RejectionReason rejection) {
    return switch (status) {
      case HELD -> new Held(facts, version, requireNonNull(holdUntil));
      case CONFIRMED ->
        new Confirmed(facts, version, requireNonNull(holdUntil), requireNonNull(paidBy));
      case EXPIRED -> new Expired(facts, version, requireNonNull(holdUntil));
      case CANCELLED -> new Cancelled(facts, version, requireNonNull(holdUntil));
      case REJECTED -> new Rejected(facts, version, requireNonNull(rejection));
    };
  }

  OrderFacts facts();

  /** Number of ledger rows so far. */
  int version();

  OrderStatus status();

  /** The same state after a request that could not move it: an answer was appended. */
  Order noted();

  default UUID id() {
    return facts().orderId();
  }

  /** End of the hold, once there was one. */
  default @Nullable Instant holdUntil() {
    return null;
  }

  /** The applied payment. */
  default @Nullable String paidBy() {
    return null;
  }

  /** Why there were no tickets. */
  default @Nullable RejectionReason rejection() {
    return null;
  }

  /** Tickets are set aside, unpaid, until {@code holdUntil}. */
  record Held(OrderFacts facts, int version, Instant holdUntil) implements Order {

    public Confirmed confirm(String paymentId) {
      return new Confirmed(facts, version + 1, holdUntil, paymentId);
    }

    public Expired expire() {
      return new Expired(facts, version + 1, holdUntil);
    }

    public Cancelled cancel() {
      return new Cancelled(facts, version + 1, holdUntil);
    }

    @Override
    public Held noted() {
      return new Held(facts, version + 1, holdUntil);
    }

    @Override
    public OrderStatus status() {
      return OrderStatus.HELD;
    }
  }

  /** Paid: the tickets are sold. */
  record Confirmed(
      OrderFacts facts, int version, Instant holdUntil, String paidBy) implements Order {

    @Override
    public Confirmed noted() {
      return new Confirmed(facts, version + 1, holdUntil, paidBy);
    }

    @Override
    public OrderStatus status() {
      return OrderStatus.CONFIRMED;
    }
  }

  /** Not paid in time: the tickets went back; a late payment may take some again. */
  record Expired(OrderFacts facts, int version, Instant holdUntil) implements Order {

    public Confirmed reacquire(String paymentId) {
      return new Confirmed(facts, version + 1, holdUntil, paymentId);
    }

    @Override
    public Expired noted() {
      return new Expired(facts, version + 1, holdUntil);
    }

    @Override
    public OrderStatus status() {
      return OrderStatus.EXPIRED;
    }
  }

  /** Given up by the customer: the tickets went back. */
  record Cancelled(OrderFacts facts, int version, Instant holdUntil) implements Order {

    @Override
    public Cancelled noted() {
      return new Cancelled(facts, version + 1, holdUntil);
    }

    @Override
    public OrderStatus status() {
      return OrderStatus.CANCELLED;
    }
  }

  /** Never got tickets. */
  record Rejected(OrderFacts facts, int version, RejectionReason rejection) implements Order {

    @Override
    public Rejected noted() {
      return new Rejected(facts, version + 1, rejection);
    }

    @Override
    public OrderStatus status() {
      return OrderStatus.REJECTED;
    }
  }
}
