package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.OrderFacts;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RejectionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code orders} and the sealed {@link Order} it stands for. */
final class OrderRow {

  private OrderRow() {}

  static Orders.Keyed read(ResultSet rs, int number) throws SQLException {
    return new Orders.Keyed(rs.getString("event_id"), order(rs));
  }

  private static Order order(ResultSet rs) throws SQLException {
    var reason = rs.getString("reason");
    return Order.of(facts(rs), rs.getInt("version"), OrderStatus.valueOf(rs.getString("status")),
        instant(rs, "hold_until"), rs.getString("payment_id"),
        reason == null ? null : RejectionReason.valueOf(reason));
  }

  private static OrderFacts facts(ResultSet rs) throws SQLException {
    return new OrderFacts(rs.getObject("order_id", UUID.class), rs.getString("account_id"),
        rs.getInt("quantity"), rs.getLong("amount_minor"), rs.getString("currency"),
        rs.getString("body_hash"), Objects.requireNonNull(instant(rs, "placed_at")),
        rs.getLong("request_offset"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    var time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
