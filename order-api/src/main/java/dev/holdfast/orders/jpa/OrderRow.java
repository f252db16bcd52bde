package dev.holdfast.orders.jpa;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.orders.model.LastOutcome;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.Revision;
import dev.holdfast.orders.model.ShownOrder;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One row of {@code order_view}, and the order it shows. */
@Entity
@Immutable
@Table(name = "order_view")
class OrderRow {

  @EmbeddedId
  private OrderRowId id;
  private int incarnation;
  private int version;
  private String accountId;
  private int quantity;
  private long amountMinor;
  private String currency;
  private String bodyHash;
  private Instant placedAt;
  @Enumerated(EnumType.STRING)
  private OrderStatus status;
  private @Nullable String reason;
  private @Nullable Instant holdUntil;
  private @Nullable String paymentId;
  private int available;
  private @Nullable UUID lastRequestId;
  private @Nullable String lastCode;
  private Instant updatedAt;

  @NullUnmarked
  protected OrderRow() {}

  ShownOrder toOrder() {
    return new ShownOrder(
        new OrderKey(id.eventId(), id.orderId()), new Revision(incarnation, version), accountId,
        quantity, amountMinor, currency, bodyHash, placedAt, status, reason, holdUntil, paymentId,
        available, updatedAt, LastOutcomes.of(lastRequestId, lastCode));
  }

  /** Two columns that are set together. */
  static final class LastOutcomes {

    private LastOutcomes() {}

    static @Nullable LastOutcome of(@Nullable UUID requestId, @Nullable String code) {
      return requestId == null || code == null ? null : new LastOutcome(requestId, code);
    }
  }
}
