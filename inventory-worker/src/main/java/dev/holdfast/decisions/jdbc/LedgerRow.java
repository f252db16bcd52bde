package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Announcements.Announcement;
import dev.holdfast.inventory.model.LedgerEntry.Kind;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.Entry;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.OrderSnapshot;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.TermsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger row, joined with what never changes of its order, as the result that announces it. */
final class LedgerRow {

  private final ResultSet rs;

  private LedgerRow(ResultSet rs) {
    this.rs = rs;
  }

  static Announcement read(ResultSet rs, int number) throws SQLException {
    return new Announcement(new LedgerRow(rs).result(), rs.getString("traceparent"));
  }

  private Result result() throws SQLException {
    var entry = entry();
    return switch (Kind.valueOf(rs.getString("kind"))) {
      case HELD -> new Result.OrderHeld(entry, order());
      case REJECTED -> new Result.OrderRejected(entry, order());
      case CONFIRMED -> new Result.OrderConfirmed(entry, order());
      case EXPIRED -> new Result.OrderExpired(entry, order());
      case CANCELLED -> new Result.OrderCancelled(entry, order());
      case REFUND_DUE -> new Result.RefundDue(entry, orderOrNull(), rs.getString("payment_id"),
          rs.getLong("amount_minor"), rs.getString("currency"),
          RefundReason.valueOf(rs.getString("reason")));
      case MOVE_REFUSED -> new Result.MoveRefused(entry, orderOrNull(), refusal());
      case EVENT_OPENED -> new Result.EventOpened(entry, Objects.requireNonNull(terms()));
      case EVENT_CHANGED -> new Result.EventChanged(entry, Objects.requireNonNull(terms()));
      case CHANGE_REFUSED ->
        new Result.ChangeRefused(entry, terms(), refusal(), rs.getObject("floor", Integer.class));
    };
  }

  private Entry entry() throws SQLException {
    return new Entry(rs.getInt("shard"), rs.getString("event_id"), rs.getInt("incarnation"),
        rs.getLong("seq"), rs.getObject("request_id", UUID.class),
        rs.getObject("request_offset", Long.class),
        Objects.requireNonNull(instant("occurred_at")),
        new Balance(rs.getInt("capacity_change"), rs.getInt("available_change"),
            rs.getInt("held_change"), rs.getInt("sold_change")),
        new Balance(rs.getInt("capacity"), rs.getInt("available"), rs.getInt("held"),
            rs.getInt("sold")));
  }

  private OrderSnapshot order() throws SQLException {
    var rejection = rs.getString("rejection");
    return new OrderSnapshot(rs.getObject("order_id", UUID.class), rs.getInt("order_version"),
        rs.getString("account_id"), rs.getInt("order_quantity"),
        rs.getLong("order_amount_minor"), rs.getString("order_currency"),
        rs.getString("body_hash"), Objects.requireNonNull(instant("placed_at")),
        OrderStatus.valueOf(rs.getString("status")),
        rejection == null ? null : RejectionReason.valueOf(rejection), instant("hold_until"),
        rs.getString("paid_by"));
  }

  private @Nullable OrderSnapshot orderOrNull() throws SQLException {
    return rs.getString("status") == null ? null : order();
  }

  private MoveRefusal refusal() throws SQLException {
    return MoveRefusal.valueOf(rs.getString("reason"));
  }

  private @Nullable EventTerms terms() throws SQLException {
    return TermsJson.read(rs.getString("terms"));
  }

  private @Nullable Instant instant(String column) throws SQLException {
    var time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
