package dev.holdfast.orders.jpa;

import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.orders.model.ShownEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One row of {@code event_view}, and the event it shows. */
@Entity
@Immutable
@Table(name = "event_view")
class EventRow {

  @Id
  private String eventId;
  private int capacity;
  private int available;
  private int held;
  private int sold;
  @Formula("terms::text")
  private @Nullable String terms;
  private @Nullable UUID lastRequestId;
  private @Nullable String lastCode;
  private @Nullable Integer lastFloor;
  private Instant updatedAt;

  @NullUnmarked
  protected EventRow() {}

  /** Absent while nobody has opened the event. */
  @Nullable
  String terms() {
    return terms;
  }

  ShownEvent toEvent(EventTerms opened) {
    return new ShownEvent(eventId, opened, new Balance(capacity, available, held, sold), updatedAt,
        OrderRow.LastOutcomes.of(lastRequestId, lastCode), lastFloor);
  }
}
