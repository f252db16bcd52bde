package dev.holdfast.messages;

import java.util.UUID;

/** What {@link Topics#REQUESTS} carries: a wish about one event. */
public sealed interface Request extends Message {

  /** Most tickets one order can ask for, whatever the event's own limit. */
  int MAX_QUANTITY = 1_000;

  @Override
  String eventId();

  /** The same for every repeat of the same wish: the inventory applies it once. */
  UUID requestId();

  /**
   * A customer wants {@code quantity} tickets; nothing is held for them yet.
   *
   * @param orderId also the request id: an order is placed once
   * @param accountId who is buying, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @param bodyHash what the customer sent, to tell a repeat from another wish under the same key
   */
  record PlaceOrder(
      UUID orderId, String eventId, String accountId, int quantity,
      String bodyHash) implements Request {

    public PlaceOrder {
      Valid.present(orderId, "orderId");
      Valid.eventId(eventId);
      Valid.accountId(accountId);
      Valid.between(quantity, 1, MAX_QUANTITY, "quantity");
      Valid.text(bodyHash, 64, "bodyHash");
    }

    @Override
    public UUID requestId() {
      return orderId;
    }
  }

  /**
   * Money has arrived for an order.
   *
   * @param paymentId the payment service's own id, 1 to 64 characters of {@code [A-Za-z0-9._:-]},
   *     unique in the event
   * @param amountMinor in the currency's smallest unit
   * @param currency ISO 4217
   */
  record ConfirmPayment(
      UUID requestId, String eventId, UUID orderId, String paymentId, long amountMinor,
      String currency) implements Request {

    public ConfirmPayment {
      Valid.present(requestId, "requestId");
      Valid.eventId(eventId);
      Valid.present(orderId, "orderId");
      Valid.paymentId(paymentId);
      Valid.between(amountMinor, 0, EventTerms.MAX_AMOUNT_MINOR, "amountMinor");
      Valid.currency(currency);
    }
  }

  /** A customer gives an order up. */
  record CancelOrder(UUID requestId, String eventId, UUID orderId) implements Request {

    public CancelOrder {
      Valid.present(requestId, "requestId");
      Valid.eventId(eventId);
      Valid.present(orderId, "orderId");
    }
  }

  /** An organiser puts an event on sale. If it is open already, this is a {@link ChangeEvent}. */
  record OpenEvent(UUID requestId, String eventId, EventTerms terms) implements Request {

    public OpenEvent {
      Valid.present(requestId, "requestId");
      Valid.eventId(eventId);
      Valid.present(terms, "terms");
    }
  }

  /** An organiser replaces the terms of an open event. Orders already placed keep their price. */
  record ChangeEvent(UUID requestId, String eventId, EventTerms terms) implements Request {

    public ChangeEvent {
      Valid.present(requestId, "requestId");
      Valid.eventId(eventId);
      Valid.present(terms, "terms");
    }
  }
}
