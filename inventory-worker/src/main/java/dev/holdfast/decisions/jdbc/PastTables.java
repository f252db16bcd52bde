package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Past;
import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Orders.Buyer;
import dev.holdfast.inventory.model.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PastTables implements Past {

  // OFFSET 0 keeps each look-up one by its key; see OrderTable.
  private static final String PAYMENTS =
      """
      SELECT p.*
        FROM unnest(:eventIds, :paymentIds) AS u(event_id, payment_id)
       CROSS JOIN LATERAL (
             SELECT event_id, payment_id, order_id, amount_minor, currency
               FROM payment
              WHERE shard = :shard
                AND event_id = u.event_id
                AND payment_id = u.payment_id
             OFFSET 0) AS p
      """;

  private static final String ANSWERED =
      """
      SELECT l.*
        FROM unnest(:eventIds, CAST(:requestIds AS uuid[])) AS u(event_id, request_id)
       CROSS JOIN LATERAL (
             SELECT event_id, request_id
               FROM ledger
              WHERE shard = :shard
                AND event_id = u.event_id
                AND request_id = u.request_id
                AND kind NOT IN ('HELD', 'REJECTED')
             OFFSET 0) AS l
      """;

  private static final String ALLOCATED =
      """
      SELECT u.event_id, u.account_id, o.quantity
        FROM unnest(:eventIds, :accountIds) AS u(event_id, account_id)
       CROSS JOIN LATERAL (
             SELECT sum(quantity) AS quantity
               FROM orders
              WHERE shard = :shard
                AND event_id = u.event_id
                AND account_id = u.account_id
                AND status IN ('HELD', 'CONFIRMED')) AS o
       WHERE o.quantity IS NOT NULL
      """;

  private static final String ADD =
      """
      INSERT INTO payment (shard, event_id, payment_id, order_id, amount_minor, currency, status,
             requested_at, request_offset, decided_at)
      SELECT :shard, u.*
        FROM unnest(:eventIds, :paymentIds, CAST(:orderIds AS uuid[]), :amounts, :currencies,
             :statuses, CAST(:requestedAt AS timestamptz[]), :offsets,
             CAST(:decidedAt AS timestamptz[])) AS u
      """;

  private final JdbcClient jdbc;

  PastTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<KnownPayment> payments(int shard, Set<PaymentKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    var wanted = List.copyOf(keys);
    return jdbc.sql(PAYMENTS)
        .param("shard", shard)
        .param("eventIds", Column.texts(wanted, PaymentKey::eventId))
        .param("paymentIds", Column.texts(wanted, PaymentKey::paymentId))
        .query(PastTables::payment)
        .list();
  }

  @Override
  public List<RequestKey> answered(int shard, Set<RequestKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    var wanted = List.copyOf(keys);
    return jdbc.sql(ANSWERED)
        .param("shard", shard)
        .param("eventIds", Column.texts(wanted, RequestKey::eventId))
        .param("requestIds", Column.texts(wanted, RequestKey::requestId))
        .query((rs, number) -> new RequestKey(rs.getString("event_id"),
            rs.getObject("request_id", UUID.class)))
        .list();
  }

  @Override
  public List<Allocated> allocated(int shard, Set<Buyer> buyers) {
    if (buyers.isEmpty()) {
      return List.of();
    }
    var wanted = List.copyOf(buyers);
    return jdbc.sql(ALLOCATED)
        .param("shard", shard)
        .param("eventIds", Column.texts(wanted, Buyer::eventId))
        .param("accountIds", Column.texts(wanted, Buyer::accountId))
        .query((rs, number) -> new Allocated(
            new Buyer(rs.getString("event_id"), rs.getString("account_id")),
            rs.getInt("quantity")))
        .list();
  }

  @Override
  public void add(int shard, List<DecidedPayment> payments) {
    if (payments.isEmpty()) {
      return;
    }
    int added = jdbc.sql(ADD)
        .param("shard", shard)
        .param("eventIds", Column.texts(payments, DecidedPayment::eventId))
        .param("paymentIds", Column.texts(payments, row -> row.payment().payment().paymentId()))
        .param("orderIds", Column.texts(payments, row -> row.payment().payment().orderId()))
        .param("amounts", Column.longs(payments, row -> row.payment().payment().amountMinor()))
        .param("currencies", Column.texts(payments, row -> row.payment().payment().currency()))
        .param("statuses",
            Column.texts(payments, row -> row.payment().applied() ? "APPLIED" : "REFUND_DUE"))
        .param("requestedAt", Column.texts(payments, row -> row.payment().request().appendedAt()))
        .param("offsets", Column.longs(payments, row -> row.payment().request().offset()))
        .param("decidedAt", Column.texts(payments, DecidedPayment::decidedAt))
        .update();
    Column.expect(payments.size(), added, "payment");
  }

  private static KnownPayment payment(ResultSet rs, int number) throws SQLException {
    return new KnownPayment(rs.getString("event_id"),
        new Payment(rs.getString("payment_id"), rs.getObject("order_id", UUID.class),
            rs.getLong("amount_minor"), rs.getString("currency")));
  }
}
