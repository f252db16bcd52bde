package dev.holdfast.decisions.model;

import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.RefundReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One event's book during a batch, with what the past says of the requests at hand: payments and
 * requests seen before, tickets per account, overdue holds.
 *
 * <p>{@link Decide} asks and moves; everything is in memory, so a batch is decided in one go.
 */
public final class SaleDesk {

  private final EventBook book;
  private final Map<String, Payment> payments = new HashMap<>();
  private final Set<UUID> answered = new HashSet<>();
  private final Map<String, Integer> allocated = new HashMap<>();
  private final PriorityQueue<Held> overdue = new PriorityQueue<>(
      Comparator.comparing(Held::holdUntil).thenComparing(held -> held.id()));
  private final List<PastPayment> decidedPayments = new ArrayList<>();

  public SaleDesk(EventBook book) {
    this.book = book;
  }

  public EventBook book() {
    return book;
  }

  /** Tells of payments that came before. */
  public void loadPayment(Payment payment) {
    payments.put(payment.paymentId(), payment);
  }

  /** Tells that a request other than a place was answered before. */
  public void loadAnswered(UUID requestId) {
    answered.add(requestId);
  }

  /** Tells how many tickets an account holds or has bought. */
  public void loadAllocated(String accountId, int quantity) {
    allocated.put(accountId, quantity);
  }

  /** Tells of unpaid orders whose hold may have ended. */
  public void loadOverdue(Collection<Held> holds) {
    holds.forEach(book::load);
    overdue.addAll(holds);
  }

  /** Payments decided here, to be kept. */
  public List<PastPayment> decidedPayments() {
    return decidedPayments;
  }

  /** True the first time only: a request is answered once, however often it comes. */
  boolean firstSight(UUID requestId) {
    return answered.add(requestId);
  }

  @Nullable
  Payment paymentBefore(String paymentId) {
    return payments.get(paymentId);
  }

  @Nullable
  Order order(UUID orderId) {
    return book.order(orderId).orElse(null);
  }

  /** Whether the account may have {@code quantity} more, once its overdue holds are released. */
  boolean withinCustomerLimit(OrderFacts facts, int limit, RequestPosition request) {
    Predicate<Held> own = held -> held.facts().accountId().equals(facts.accountId());
    if (allocated(facts) + facts.quantity() > limit) {
      release(request, own, () -> allocated(facts) + facts.quantity() <= limit);
    }
    return allocated(facts) + facts.quantity() <= limit;
  }

  /** Whether the pool has {@code quantity} tickets, once overdue holds are released. */
  boolean inStock(int quantity, RequestPosition request) {
    if (book.balance().available() < quantity) {
      release(request, held -> true, () -> book.balance().available() >= quantity);
    }
    return book.balance().available() >= quantity;
  }

  void hold(OrderFacts facts, Instant holdUntil, RequestPosition request) {
    book.hold(facts, holdUntil, request);
    allocate(facts, facts.quantity());
  }

  void cancel(Held held, RequestPosition request) {
    book.cancel(held, request);
    allocate(held.facts(), -held.facts().quantity());
  }

  void confirm(Held held, Payment payment, RequestPosition request) {
    book.confirm(held, payment, request);
    keep(payment, true, request);
  }

  void reacquire(Expired expired, Payment payment, RequestPosition request) {
    book.reacquire(expired, payment, request);
    allocate(expired.facts(), expired.facts().quantity());
    keep(payment, true, request);
  }

  void refund(
      @Nullable Order order,
      Payment payment,
      RefundReason reason,
      RequestPosition request) {
    book.refund(order, payment, reason, request);
    keep(payment, false, request);
  }

  private void keep(Payment payment, boolean applied, RequestPosition request) {
    payments.put(payment.paymentId(), payment);
    decidedPayments.add(new PastPayment(payment, applied, request));
  }

  private int allocated(OrderFacts facts) {
    return allocated.getOrDefault(facts.accountId(), 0);
  }

  private void allocate(OrderFacts facts, int quantity) {
    allocated.merge(facts.accountId(), quantity, Integer::sum);
  }

  /**
   * Releases overdue holds, oldest first, until there is enough.
   *
   * <p>A hold is overdue only if it had ended when this request reached the log: a payment that
   * reached it earlier has been decided, so no timely payment is judged late.
   */
  private void release(
      RequestPosition request,
      Predicate<Held> which,
      BooleanSupplier enough) {
    var reachedLog = request.appendedAt();
    var until = reachedLog.isBefore(book.now()) ? reachedLog : book.now();
    var kept = new ArrayList<Held>();
    while (!enough.getAsBoolean() && !overdue.isEmpty()
        && !overdue.peek().holdUntil().isAfter(until)) {
      var held = overdue.remove();
      if (!which.test(held)) {
        kept.add(held);
      } else if (book.order(held.id()).orElse(null) instanceof Held stillHeld) {
        book.expire(stillHeld);
        allocate(held.facts(), -held.facts().quantity());
      }
    }
    overdue.addAll(kept);
  }
}
