package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Order.Cancelled;
import dev.holdfast.inventory.model.Order.Confirmed;
import dev.holdfast.inventory.model.Order.Expired;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.inventory.model.Order.Rejected;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A row of {@code orders} and the sealed {@link Order} it stands for. */
final class OrderRow {

  private OrderRow() {}

  static Orders.Keyed read(ResultSet rs, int number) throws SQLException {
    return new Orders.Keyed(rs.getString("event_id"), order(rs));
  }

  private static Order order(ResultSet rs) throws SQLException {
    var facts = facts(rs);
    int version = rs.getInt("version");
    return switch (OrderStatus.valueOf(rs.getString("status"))) {
      case HELD -> new Held(facts, version, instant(rs, "hold_until"));
      case CONFIRMED ->
        new Confirmed(facts, version, instant(rs, "hold_until"), rs.getString("payment_id"));
      case EXPIRED -> new Expired(facts, version, instant(rs, "hold_until"));
      case CANCELLED -> new Cancelled(facts, version, instant(rs, "hold_until"));
      case REJECTED ->
        new Rejected(facts, version, RejectionReason.valueOf(rs.getString("reason")));
    };
  }

  private static OrderFacts facts(ResultSet rs) throws SQLException {
    return new OrderFacts(rs.getObject("order_id", UUID.class), rs.getString("account_id"),
        rs.getInt("quantity"), rs.getLong("amount_minor"), rs.getString("currency"),
        rs.getString("body_hash"), instant(rs, "placed_at"), rs.getLong("request_offset"));
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }
}
