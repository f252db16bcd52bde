package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;

/** What {@link Topics#RESULTS} carries: one ledger row each, and how far a shard has come. */
public sealed interface Result extends Message {

  /** A row of an event's ledger. */
  sealed interface Announced extends Result {

    Entry entry();

    @Override
    default String eventId() {
      return entry().eventId();
    }
  }

  /** What happened to an order; {@code order} is the whole order afterwards. */
  sealed interface OfOrder extends Announced {

    /** Absent only where a request named an order that does not exist. */
    @Nullable
    OrderSnapshot order();
  }

  /** What happened to an event; {@code terms} are absent while nobody has opened it. */
  sealed interface OfEvent extends Announced {

    @Nullable
    EventTerms terms();
  }

  /** Tickets are set aside until {@code order.holdUntil}. */
  record OrderHeld(Entry entry, OrderSnapshot order) implements OfOrder {

    public OrderHeld {
      both(entry, order);
    }
  }

  /** No tickets; {@code order.reason} says why and {@code entry.balance} what was left. */
  record OrderRejected(Entry entry, OrderSnapshot order) implements OfOrder {

    public OrderRejected {
      both(entry, order);
    }
  }

  /** Paid by {@code order.paymentId}. */
  record OrderConfirmed(Entry entry, OrderSnapshot order) implements OfOrder {

    public OrderConfirmed {
      both(entry, order);
    }
  }

  /** Not paid in time; the tickets are back in the pool. */
  record OrderExpired(Entry entry, OrderSnapshot order) implements OfOrder {

    public OrderExpired {
      both(entry, order);
    }
  }

  /** Given up by the customer; the tickets are back in the pool. */
  record OrderCancelled(Entry entry, OrderSnapshot order) implements OfOrder {

    public OrderCancelled {
      both(entry, order);
    }
  }

  /** Money that bought nothing: somebody must send {@code amountMinor} back. */
  record RefundDue(
      Entry entry, @Nullable OrderSnapshot order, String paymentId, long amountMinor,
      String currency, RefundReason reason) implements OfOrder {

    public RefundDue {
      Valid.present(entry, "entry");
      Valid.paymentId(paymentId);
      Valid.between(amountMinor, 0, EventTerms.MAX_AMOUNT_MINOR, "amountMinor");
      Valid.currency(currency);
      Valid.present(reason, "reason");
    }
  }

  /** The request could not move its order, which stays as it was. */
  record MoveRefused(
      Entry entry, @Nullable OrderSnapshot order, MoveRefusal code) implements OfOrder {

    public MoveRefused {
      Valid.present(entry, "entry");
      Valid.present(code, "code");
    }
  }

  /** The event is on sale under these terms for the first time. */
  record EventOpened(Entry entry, EventTerms terms) implements OfEvent {

    public EventOpened {
      Valid.present(entry, "entry");
      Valid.present(terms, "terms");
    }
  }

  /** The event's terms were replaced. */
  record EventChanged(Entry entry, EventTerms terms) implements OfEvent {

    public EventChanged {
      Valid.present(entry, "entry");
      Valid.present(terms, "terms");
    }
  }

  /**
   * The event's terms stay as they were.
   *
   * @param floor least capacity that would have been taken; present with CAPACITY_BELOW_ALLOCATED
   */
  record ChangeRefused(
      Entry entry, @Nullable EventTerms terms, MoveRefusal code,
      @Nullable Integer floor) implements OfEvent {

    public ChangeRefused {
      Valid.present(entry, "entry");
      Valid.present(code, "code");
    }
  }

  /** Every request of the shard below {@code nextOffset} has been decided and announced. */
  record Progress(int shard, long nextOffset) implements Result {

    public Progress {
      Valid.between(shard, 0, Integer.MAX_VALUE, "shard");
      Valid.between(nextOffset, 0, Long.MAX_VALUE, "nextOffset");
    }

    @Override
    public @Nullable String eventId() {
      return null;
    }
  }

  private static void both(@Nullable Entry entry, @Nullable OrderSnapshot order) {
    Valid.present(entry, "entry");
    Valid.present(order, "order");
  }
}
