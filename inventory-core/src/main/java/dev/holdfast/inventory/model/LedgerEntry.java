package dev.holdfast.inventory.model;

import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of an event's ledger: a decision or a release, and everything its result will say.
 *
 * @param order the order after the row; absent on rows about the event or about no known order
 * @param reason why rejected, refused or to be refunded
 * @param payment the payment the row speaks of
 * @param floor least capacity that would have been taken
 * @param terms of the event after the row, on rows about the event
 * @param request absent for a release
 */
public record LedgerEntry(
    String eventId, long seq, Kind kind, @Nullable Order order, @Nullable String reason,
    @Nullable Payment payment, @Nullable Integer floor, @Nullable EventTerms terms,
    Balance change, Balance balance, @Nullable RequestPosition request, Instant occurredAt) {

  /** What the row says; each is announced by the result of the same name. */
  public enum Kind {
    HELD, REJECTED, CONFIRMED, EXPIRED, CANCELLED, REFUND_DUE, MOVE_REFUSED, EVENT_OPENED, EVENT_CHANGED, CHANGE_REFUSED
  }
}
