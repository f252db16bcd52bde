package dev.holdfast.decisions.jdbc;

import static java.util.Objects.requireNonNull;

import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.TermsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the ledger, joined with what never changes of its order. */
final class LedgerRow {

  private final ResultSet rs;

  private LedgerRow(ResultSet rs) {
    this.rs = rs;
  }

  static LedgerEntry read(ResultSet rs) throws SQLException {
    return new LedgerRow(rs).entry();
  }

  private LedgerEntry entry() throws SQLException {
    return new LedgerEntry(rs.getString("event_id"), rs.getLong("seq"),
        LedgerEntry.Kind.valueOf(rs.getString("kind")), order(), rs.getString("reason"), payment(),
        rs.getObject("floor", Integer.class), TermsJson.read(rs.getString("terms")),
        new Balance(rs.getInt("capacity_change"), rs.getInt("available_change"),
            rs.getInt("held_change"), rs.getInt("sold_change")),
        new Balance(rs.getInt("capacity"), rs.getInt("available"), rs.getInt("held"),
            rs.getInt("sold")),
        request(), requireNonNull(instant("occurred_at")));
  }

  /** Absent on rows about the event, or about an order there is not. */
  private @Nullable Order order() throws SQLException {
    var status = rs.getString("status");
    if (status == null) {
      return null;
    }
    var rejection = rs.getString("rejection");
    return Order.of(facts(), rs.getInt("order_version"), OrderStatus.valueOf(status),
        instant("hold_until"), rs.getString("paid_by"),
        rejection == null ? null : RejectionReason.valueOf(rejection));
  }

  private OrderFacts facts() throws SQLException {
    return new OrderFacts(rs.getObject("order_id", UUID.class), rs.getString("account_id"),
        rs.getInt("order_quantity"), rs.getLong("order_amount_minor"),
        rs.getString("order_currency"), rs.getString("body_hash"),
        requireNonNull(instant("placed_at")), rs.getLong("order_offset"));
  }

  private @Nullable Payment payment() throws SQLException {
    var paymentId = rs.getString("payment_id");
    return paymentId == null
        ? null
        : new Payment(paymentId, rs.getObject("order_id", UUID.class), rs.getLong("amount_minor"),
            rs.getString("currency"));
  }

  private @Nullable RequestPosition request() throws SQLException {
    var requestId = rs.getObject("request_id", UUID.class);
    return requestId == null
        ? null
        : new RequestPosition(requestId, rs.getLong("request_offset"),
            requireNonNull(instant("requested_at")), rs.getString("traceparent"));
  }

  private @Nullable Instant instant(String column) throws SQLException {
    var time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
