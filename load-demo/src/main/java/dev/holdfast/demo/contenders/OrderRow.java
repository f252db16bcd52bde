package dev.holdfast.demo.contenders;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Persistable;

/** One row of {@code orders}. */
@Entity
@Table(name = "orders")
class OrderRow implements Persistable<UUID> {

  @Id
  private UUID orderId;
  private String eventId;
  private String account;
  private int quantity;
  @Enumerated(EnumType.STRING)
  private Status status;
  @Transient
  private boolean fresh;

  @NullUnmarked
  protected OrderRow() {}

  OrderRow(Wish wish, Status status) {
    orderId = wish.key();
    eventId = wish.eventId();
    account = wish.account();
    quantity = wish.quantity();
    this.status = status;
    fresh = true;
  }

  @Override
  public UUID getId() {
    return orderId;
  }

  /** An id that the client chose does not tell; to look first would cost a round trip. */
  @Override
  public boolean isNew() {
    return fresh;
  }

  boolean isOf(String buyer) {
    return account.equals(buyer);
  }

  Answer toAnswer() {
    return new Answer(orderId, eventId, status, quantity);
  }
}
