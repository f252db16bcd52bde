package dev.holdfast.decisions.model;

import static java.util.Objects.requireNonNull;

import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Cancelled;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Order.Rejected;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.EventTerms.LatePayment;
import dev.holdfast.messages.EventTerms.SaleState;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.CancelOrder;
import dev.holdfast.messages.Request.ChangeEvent;
import dev.holdfast.messages.Request.ConfirmPayment;
import dev.holdfast.messages.Request.OpenEvent;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of the sale: one request, one answer. An exact replay changes and appends nothing. */
public final class Decide {

  /** ISO 4217 for "no currency": orders of events nobody has opened. */
  private static final String NO_CURRENCY = "XXX";

  private final SaleDesk desk;
  private final RequestPosition position;

  private Decide(SaleDesk desk, RequestPosition position) {
    this.desk = desk;
    this.position = position;
  }

  /** Applies a request to the event at the desk. */
  public static void on(SaleDesk desk, Request request, RequestPosition position) {
    var decide = new Decide(desk, position);
    switch (request) {
      case PlaceOrder place -> decide.place(place);
      case ConfirmPayment payment -> decide.pay(payment);
      case CancelOrder cancel -> decide.cancel(cancel);
      case OpenEvent open -> decide.open(open);
      case ChangeEvent change -> decide.change(change);
    }
  }

  /** Rejects an order whose request can't be read, unless the order is decided already. */
  public static void onUnreadable(SaleDesk desk, UUID orderId, RequestPosition position) {
    if (desk.order(orderId) == null) {
      var facts = new OrderFacts(orderId, "unknown", 1, 0, NO_CURRENCY, "unknown",
          position.appendedAt(), position.offset());
      desk.book().reject(facts, RejectionReason.UNREADABLE, position);
    }
  }

  private void place(PlaceOrder place) {
    if (desk.order(place.orderId()) != null) {
      return;
    }
    var terms = desk.book().terms();
    var facts = facts(place, terms);
    var refusal = terms == null ? RejectionReason.UNKNOWN_EVENT : refusal(facts, terms);
    if (refusal == null) {
      var holdUntil = desk.book().now().plusSeconds(requireNonNull(terms).holdSeconds());
      desk.hold(facts, holdUntil, position);
    } else {
      desk.book().reject(facts, refusal, position);
    }
  }

  private OrderFacts facts(PlaceOrder place, @Nullable EventTerms terms) {
    return new OrderFacts(place.orderId(), place.accountId(), place.quantity(),
        terms == null ? 0 : terms.priceMinor() * place.quantity(),
        terms == null ? NO_CURRENCY : terms.currency(), place.bodyHash(), position.appendedAt(),
        position.offset());
  }

  private @Nullable RejectionReason refusal(OrderFacts facts, EventTerms terms) {
    if (terms.state() == SaleState.PAUSED) {
      return RejectionReason.SALE_PAUSED;
    }
    // By the time the customer reached the log, not by ours: a late worker turns nobody away.
    var reached = position.appendedAt();
    if (terms.saleOpensAt() != null && reached.isBefore(terms.saleOpensAt())) {
      return RejectionReason.SALE_NOT_OPEN;
    }
    if (terms.saleClosesAt() != null && !reached.isBefore(terms.saleClosesAt())) {
      return RejectionReason.SALE_CLOSED;
    }
    if (facts.quantity() > terms.perOrderLimit()) {
      return RejectionReason.ORDER_LIMIT;
    }
    if (!desk.withinCustomerLimit(facts, terms.perCustomerLimit(), position)) {
      return RejectionReason.CUSTOMER_LIMIT;
    }
    if (!desk.inStock(facts.quantity(), position)) {
      return desk.book().balance().available() == 0
          ? RejectionReason.SOLD_OUT
          : RejectionReason.NOT_ENOUGH_LEFT;
    }
    return null;
  }

  private void pay(ConfirmPayment request) {
    var payment = new Payment(request.paymentId(), request.orderId(), request.amountMinor(),
        request.currency());
    var before = desk.paymentBefore(payment.paymentId());
    if (payment.equals(before) || !desk.firstSight(position.requestId())) {
      return;
    }
    var order = desk.order(payment.orderId());
    if (before != null) {
      desk.book().refund(order, payment, RefundReason.PAYMENT_ID_REUSED, position);
    } else if (order == null) {
      desk.refund(null, payment, RefundReason.UNKNOWN_ORDER, position);
    } else {
      pay(order, payment);
    }
  }

  private void pay(Order order, Payment payment) {
    var refund = switch (order) {
      case Held held -> wrong(held, payment);
      case Expired expired -> late(expired, payment);
      case Confirmed _ -> RefundReason.ALREADY_CONFIRMED;
      case Cancelled _ -> RefundReason.ALREADY_CANCELLED;
      case Rejected _ -> RefundReason.ALREADY_REJECTED;
    };
    if (refund != null) {
      desk.refund(order, payment, refund, position);
    } else if (order instanceof Held held) {
      desk.confirm(held, payment, position);
    } else if (order instanceof Expired expired) {
      desk.reacquire(expired, payment, position);
    }
  }

  private static @Nullable RefundReason wrong(Order order, Payment payment) {
    if (!payment.currency().equals(order.facts().currency())) {
      return RefundReason.WRONG_CURRENCY;
    }
    return payment.amountMinor() == order.facts().amountMinor() ? null : RefundReason.WRONG_AMOUNT;
  }

  private @Nullable RefundReason late(Expired expired, Payment payment) {
    var wrong = wrong(expired, payment);
    if (wrong != null) {
      return wrong;
    }
    var terms = requireNonNull(desk.book().terms(), "an order expired in an event without terms");
    if (terms.latePayment() == LatePayment.REFUND) {
      return RefundReason.ALREADY_EXPIRED;
    }
    if (!desk.withinCustomerLimit(expired.facts(), terms.perCustomerLimit(), position)) {
      return RefundReason.EXPIRED_AND_CUSTOMER_LIMIT;
    }
    return desk.inStock(expired.facts().quantity(), position)
        ? null
        : RefundReason.EXPIRED_AND_SOLD_OUT;
  }

  private void cancel(CancelOrder cancel) {
    if (!desk.firstSight(position.requestId())) {
      return;
    }
    switch (desk.order(cancel.orderId())) {
      case null -> desk.book().refuse(null, MoveRefusal.UNKNOWN_ORDER, position);
      case Held held -> desk.cancel(held, position);
      case Confirmed order -> desk.book().refuse(order, MoveRefusal.ALREADY_CONFIRMED, position);
      case Expired order -> desk.book().refuse(order, MoveRefusal.ALREADY_EXPIRED, position);
      case Cancelled order -> desk.book().refuse(order, MoveRefusal.ALREADY_CANCELLED, position);
      case Rejected order -> desk.book().refuse(order, MoveRefusal.ALREADY_REJECTED, position);
    }
  }

  private void open(OpenEvent open) {
    if (desk.firstSight(position.requestId())) {
      put(open.terms());
    }
  }

  private void change(ChangeEvent change) {
    if (!desk.firstSight(position.requestId())) {
      return;
    }
    if (desk.book().terms() == null) {
      desk.book().refuseChange(MoveRefusal.UNKNOWN_EVENT, null, position);
    } else {
      put(change.terms());
    }
  }

  private void put(EventTerms terms) {
    var balance = desk.book().balance();
    int floor = balance.held() + balance.sold();
    if (terms.capacity() < floor) {
      desk.book().refuseChange(MoveRefusal.CAPACITY_BELOW_ALLOCATED, floor, position);
    } else {
      desk.book().put(terms, position);
    }
  }
}
