package dev.holdfast.demo.contenders;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** One row of {@code event}. */
@Entity
@Table(name = "event")
class EventRow {

  @Id
  private String eventId;
  private int available;

  @NullUnmarked
  protected EventRow() {}

  /** Takes that many tickets if they are there. */
  boolean take(int quantity) {
    if (quantity > available) {
      return false;
    }
    available -= quantity;
    return true;
  }
}
