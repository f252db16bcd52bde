package dev.holdfast.decisions.model;

import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log of requests as an unruly crowd would write it; the same for the same seed. */
final class RandomHistory {

  private static final int REQUESTS = 60;

  private final Random random;
  private final List<Decidable> log = new ArrayList<>();
  private final List<PlaceOrder> places = new ArrayList<>();
  private final List<Request> sent = new ArrayList<>();
  private Instant time = Any.NOON;

  private RandomHistory(long seed) {
    random = new Random(seed);
  }

  /** Mostly opened first; time passes in steps of up to two seconds, holds last up to 30. */
  static List<Decidable> of(long seed) {
    var history = new RandomHistory(seed);
    if (history.chance(90)) {
      history.append(Ask.open(history.terms()));
    }
    while (history.log.size() < REQUESTS) {
      history.append(history.next());
    }
    return history.log;
  }

  private void append(Request request) {
    time = time.plusMillis(random.nextInt(2_000));
    log.add(PaperSale.record(log.size(), time, request));
    sent.add(request);
    if (request instanceof PlaceOrder place) {
      places.add(place);
    }
  }

  private Request next() {
    int dice = random.nextInt(100);
    if (dice < 45 || places.isEmpty()) {
      return Ask.place("account-" + random.nextInt(4), 1 + random.nextInt(5));
    }
    if (dice < 60) {
      return Ask.pay(anyPlace());
    }
    if (dice < 68) {
      return Ask.pay(oddPayment());
    }
    if (dice < 78) {
      return Ask.cancel(anyPlace());
    }
    if (dice < 86) {
      return Ask.change(terms());
    }
    return dice < 88 ? Ask.open(terms()) : sent.get(random.nextInt(sent.size()));
  }

  /** Of the wrong amount or currency, for an order nobody placed, or of a payment id seen before. */
  private Payment oddPayment() {
    var place = chance(80) ? anyPlace() : Ask.place("nobody", 1);
    var id = chance(50) ? "pay-" + anyPlace().orderId() : "odd-" + random.nextInt(1_000);
    return new Payment(id, place.orderId(),
        place.quantity() * SaleTerms.PRICE - random.nextInt(2), chance(80) ? "EUR" : "USD");
  }

  private SaleTerms terms() {
    var sale = SaleTerms.of(random.nextInt(20))
        .holdSeconds(1 + random.nextInt(30))
        .limits(1 + random.nextInt(5), 1 + random.nextInt(12));
    if (chance(10)) {
      sale = sale.paused();
    }
    if (chance(10)) {
      sale = sale.window(time.plusSeconds(random.nextInt(20)),
          time.plusSeconds(20 + random.nextInt(20)));
    }
    if (chance(10)) {
      sale = sale.price(SaleTerms.PRICE + 1);
    }
    return chance(50) ? sale.reacquiring() : sale;
  }

  private PlaceOrder anyPlace() {
    return places.get(random.nextInt(places.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
