package dev.holdfast.orders.model;

import java.util.UUID;

/**
 * Ids derived from what a client said, so that the same wish has the same id on any instance, with
 * nothing stored. The key never changes while the requests topic lives.
 */
public final class OrderIds {

  private final Framed.Key orders;
  private final Framed.Key payments;
  private final Framed.Key cancellations;
  private final Framed.Key namedCancellations;

  public OrderIds(byte[] key) {
    this.orders = new Framed.Key(key, "order");
    this.payments = new Framed.Key(key, "payment");
    this.cancellations = new Framed.Key(key, "cancellation");
    this.namedCancellations = new Framed.Key(key, "named cancellation");
  }

  /** The order of a wish. A UUIDv7 key lends it its first 6 bytes, the time. */
  public OrderKey order(String accountId, String eventId, IdempotencyKey idempotencyKey) {
    var mac = orders.hmac()
        .with(accountId)
        .with(eventId)
        .with(idempotencyKey.value())
        .done();
    var id = new byte[16];
    var time = idempotencyKey.time().orElse(new byte[0]);
    System.arraycopy(time, 0, id, 0, time.length);
    System.arraycopy(mac, 0, id, time.length, id.length - time.length);
    return new OrderKey(eventId, Framed.uuid(id));
  }

  /** The request of a payment: the same for every repeat of the same payment. */
  public UUID payment(OrderKey order, String paymentId, long amountMinor, String currency) {
    return Framed.uuid(payments.hmac()
        .with(order.eventId())
        .with(order.orderId())
        .with(paymentId)
        .with(amountMinor)
        .with(currency)
        .done());
  }

  /** The request that gives up an order in this state: the same for every repeat before another. */
  public UUID cancellation(OrderKey order, Revision revision) {
    return Framed.uuid(cancellations.hmac()
        .with(order.eventId())
        .with(order.orderId())
        .with(revision.incarnation())
        .with(revision.version())
        .done());
  }

  /** The request that gives an order up under a name the client chose. */
  public UUID cancellation(OrderKey order, IdempotencyKey idempotencyKey) {
    return Framed.uuid(namedCancellations.hmac()
        .with(order.eventId())
        .with(order.orderId())
        .with(idempotencyKey.value())
        .done());
  }
}
