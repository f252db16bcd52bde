package dev.holdfast.decisions.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.OrderStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks a ledger from its first row, keeps its own account of every order, and asserts each promise
 * at each row.
 */
final class PaperAudit {

  private final Map<UUID, Order> orders = new LinkedHashMap<>();
  private Balance balance = new Balance(0, 0, 0, 0);
  private long seq;
  private @Nullable EventTerms terms;

  /** The whole ledger of a sale, and that the sale's own state agrees with it. */
  static void check(PaperSale sale) {
    var audit = new PaperAudit();
    sale.ledger.forEach(audit::walk);
    assertThat(sale.balance).isEqualTo(audit.balance);
    assertThat(sale.orders).containsExactlyInAnyOrderEntriesOf(audit.orders);
    audit.checkPayments(sale);
  }

  private void walk(LedgerEntry row) {
    assertThat(row.seq()).isEqualTo(++seq);
    checkRefusal(row);
    var before = balance;
    balance = before.plus(row.change());
    assertThat(row.balance()).as("%s", row).isEqualTo(balance);
    assertThat(balance.available()).as("%s", row).isNotNegative();
    if (row.kind() == Kind.EVENT_OPENED || row.kind() == Kind.EVENT_CHANGED) {
      terms = row.terms();
    }
    if (row.order() != null) {
      walk(row, row.order());
    }
    checkSums();
  }

  private void walk(LedgerEntry row, Order order) {
    var before = orders.put(order.id(), order);
    var status = before == null ? null : before.status();
    assertThat(order.version()).as("%s", row).isEqualTo(before == null ? 1 : before.version() + 1);
    assertThat(isLegal(status, row.kind(), order.status())).as("%s after %s", row, before).isTrue();
    if (row.kind() == Kind.HELD || (row.kind() == Kind.CONFIRMED && before instanceof Expired)) {
      assertThat(allocated(order)).as("%s", row).isLessThanOrEqualTo(limit());
    }
    if (row.kind() == Kind.EXPIRED) {
      assertThat(row.occurredAt()).isAfterOrEqualTo(Objects.requireNonNull(order.holdUntil()));
    }
    if (before instanceof Expired && row.request() != null && row.payment() != null) {
      assertThat(row.request().appendedAt()).as("judged late: %s", row)
          .isAfterOrEqualTo(Objects.requireNonNull(order.holdUntil()));
    }
  }

  private static boolean isLegal(@Nullable OrderStatus before, Kind kind, OrderStatus after) {
    return switch (kind) {
      case HELD, REJECTED -> before == null && after.name().equals(kind.name());
      case EXPIRED, CANCELLED -> before == OrderStatus.HELD && after.name().equals(kind.name());
      case CONFIRMED -> (before == OrderStatus.HELD || before == OrderStatus.EXPIRED)
          && after == OrderStatus.CONFIRMED;
      case REFUND_DUE, MOVE_REFUSED -> before == after;
      case EVENT_OPENED, EVENT_CHANGED, CHANGE_REFUSED -> false;
    };
  }

  /** Nobody is refused while what he wants is there, or would be once overdue holds are gone. */
  private void checkRefusal(LedgerEntry row) {
    var wanting = row.order();
    if (row.reason() == null || wanting == null || row.request() == null) {
      return;
    }
    int quantity = wanting.facts().quantity();
    switch (row.reason()) {
      case "SOLD_OUT" -> assertThat(balance.available()).as("%s", row).isZero();
      case "NOT_ENOUGH_LEFT", "EXPIRED_AND_SOLD_OUT" ->
        assertThat(balance.available()).as("%s", row).isLessThan(quantity);
      case "CUSTOMER_LIMIT", "EXPIRED_AND_CUSTOMER_LIMIT" ->
        assertThat(allocated(wanting) + quantity).as("%s", row).isGreaterThan(limit());
      default -> {
        return;
      }
    }
    boolean anybodys = row.reason().endsWith("SOLD_OUT") || row.reason().equals("NOT_ENOUGH_LEFT");
    var until = earlier(row.request(), row.occurredAt());
    assertThat(orders.values()).as("overdue at %s", row)
        .noneMatch(order -> order instanceof Held held && !held.holdUntil().isAfter(until)
            && (anybodys || isSameAccount(held, wanting)));
  }

  private void checkSums() {
    assertThat(sum(Held.class)).isEqualTo(balance.held());
    assertThat(sum(Confirmed.class)).isEqualTo(balance.sold());
    assertThat(balance.capacity()).isEqualTo(terms == null ? 0 : terms.capacity());
  }

  private void checkPayments(PaperSale sale) {
    var applied = sale.payments.stream().filter(PastPayment::applied).toList();
    assertThat(applied).extracting(past -> past.payment().orderId()).doesNotHaveDuplicates();
    assertThat(sale.payments).extracting(past -> past.payment().paymentId())
        .doesNotHaveDuplicates();
    assertThat(applied).allSatisfy(past -> assertThat(orders.get(past.payment().orderId()))
        .isInstanceOfSatisfying(Confirmed.class, order -> {
          assertThat(order.paidBy()).isEqualTo(past.payment().paymentId());
          assertThat(order.facts().amountMinor()).isEqualTo(past.payment().amountMinor());
        }));
    assertThat(orders.values().stream().filter(Confirmed.class::isInstance))
        .hasSameSizeAs(applied);
  }

  private int sum(Class<? extends Order> state) {
    return orders.values()
        .stream()
        .filter(state::isInstance)
        .mapToInt(order -> order.facts().quantity())
        .sum();
  }

  private int allocated(Order of) {
    return orders.values()
        .stream()
        .filter(order -> isSameAccount(order, of))
        .filter(order -> order instanceof Held || order instanceof Confirmed)
        .mapToInt(order -> order.facts().quantity())
        .sum();
  }

  private int limit() {
    return Objects.requireNonNull(terms).perCustomerLimit();
  }

  private static boolean isSameAccount(Order one, Order other) {
    return one.facts().accountId().equals(other.facts().accountId());
  }

  private static Instant earlier(RequestPosition request, Instant other) {
    return request.appendedAt().isBefore(other) ? request.appendedAt() : other;
  }
}
