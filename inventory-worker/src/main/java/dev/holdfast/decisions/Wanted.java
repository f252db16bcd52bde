package dev.holdfast.decisions;

import dev.holdfast.decisions.Past.PaymentKey;
import dev.holdfast.decisions.Past.RequestKey;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Misread;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a batch names: the keys of everything that must be read to decide it. */
final class Wanted {

  private final SortedSet<String> eventIds = new TreeSet<>();
  private final Set<Orders.Key> orders = new HashSet<>();
  private final Set<PaymentKey> payments = new HashSet<>();
  private final Set<RequestKey> requests = new HashSet<>();
  private final Set<Buyer> buyers = new HashSet<>();

  private Wanted() {}

  static Wanted by(List<Incoming> records) {
    var wanted = new Wanted();
    for (var record : records) {
      switch (record) {
        case Decidable decidable -> wanted.add(decidable.request());
        case Unreadable unreadable -> wanted.add(unreadable);
        case Misread _,Ticked _ -> {}
      }
    }
    return wanted;
  }

  SortedSet<String> eventIds() {
    return eventIds;
  }

  Set<Orders.Key> orders() {
    return orders;
  }

  Set<PaymentKey> payments() {
    return payments;
  }

  /** Requests other than places: those are found again by their order. */
  Set<RequestKey> requests() {
    return requests;
  }

  /** Accounts whose limit may matter. */
  Set<Buyer> buyers() {
    return buyers;
  }

  private void add(Request request) {
    eventIds.add(request.eventId());
    switch (request) {
      case PlaceOrder place -> {
        orders.add(new Orders.Key(place.eventId(), place.orderId()));
        buyers.add(new Buyer(place.eventId(), place.accountId()));
      }
      case ConfirmPayment payment -> {
        orders.add(new Orders.Key(payment.eventId(), payment.orderId()));
        payments.add(new PaymentKey(payment.eventId(), payment.paymentId()));
        addAnswered(payment);
      }
      case CancelOrder cancel -> {
        orders.add(new Orders.Key(cancel.eventId(), cancel.orderId()));
        addAnswered(cancel);
      }
      case OpenEvent open -> addAnswered(open);
      case ChangeEvent change -> addAnswered(change);
    }
  }

  private void add(Unreadable unreadable) {
    var placed = unreadable.placed();
    if (placed != null) {
      eventIds.add(placed.eventId());
      orders.add(new Orders.Key(placed.eventId(), placed.orderId()));
    }
  }

  private void addAnswered(Request request) {
    requests.add(new RequestKey(request.eventId(), request.requestId()));
  }
}
