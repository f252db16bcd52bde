package dev.holdfast.simulation.cast;

import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What customers and organisers ask for: much of few tickets, and some nonsense. */
final class Wishes {

  private static final String CURRENCY = "EUR";
  private static final int PRICE_MINOR = 100;

  private final RandomGenerator random;
  private final int events;
  private final int accounts;
  private int payments;

  Wishes(RandomGenerator random) {
    this.random = random;
    this.events = random.nextInt(5) == 0 ? 20 + random.nextInt(8) : 1 + random.nextInt(3);
    this.accounts = 2 + random.nextInt(8);
  }

  int events() {
    return events;
  }

  Request open(int event) {
    return new OpenEvent(id(), name(event), terms());
  }

  Request change() {
    return new ChangeEvent(id(), anyEvent(), terms());
  }

  /** Perhaps in an event that nobody has opened. */
  PlaceOrder place() {
    return new PlaceOrder(id(), anyEvent(), "a" + random.nextInt(accounts),
        1 + random.nextInt(3), "hash");
  }

  Request pay(PlaceOrder order) {
    int price = random.nextInt(12) == 0 ? 1 : PRICE_MINOR;
    var paymentId = "p" + (random.nextInt(15) == 0 ? random.nextInt(payments + 1) : ++payments);
    return new ConfirmPayment(id(), order.eventId(), order.orderId(), paymentId,
        (long) price * order.quantity(), CURRENCY);
  }

  Request cancel(PlaceOrder order) {
    return new CancelOrder(id(), order.eventId(), order.orderId());
  }

  private EventTerms terms() {
    return new EventTerms("Show", 1 + random.nextInt(6), PRICE_MINOR, CURRENCY,
        1 + random.nextInt(3), 3, 2 + random.nextInt(4), null, null,
        random.nextInt(20) == 0 ? SaleState.PAUSED : SaleState.OPEN,
        random.nextBoolean() ? LatePayment.REACQUIRE : LatePayment.REFUND);
  }

  private String anyEvent() {
    return name(random.nextInt(random.nextInt(20) == 0 ? events + 1 : events));
  }

  private static String name(int event) {
    return "event-" + event;
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
