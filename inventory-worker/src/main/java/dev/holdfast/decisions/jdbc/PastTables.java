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

  private static final String PAYMENTS =
      """
      SELECT p.event_id, p.payment_id, p.order_id, p.amount_minor, p.currency
        FROM payment p
        JOIN unnest(:eventIds, :paymentIds) AS u(event_id, payment_id)
          ON p.event_id = u.event_id
         AND p.payment_id = u.payment_id
       WHERE p.shard = :shard
      """;

  private static final String ANSWERED =
      """
      SELECT l.event_id, l.request_id
        FROM ledger l
        JOIN unnest(:eventIds, CAST(:requestIds AS uuid[])) AS u(event_id, request_id)
          ON l.event_id = u.event_id
         AND l.request_id = u.request_id
       WHERE l.shard = :shard
         AND l.kind NOT IN ('HELD', 'REJECTED')
      """;

  private static final String ALLOCATED =
      """
      SELECT o.event_id, o.account_id, sum(o.quantity) AS quantity
        FROM orders o
        JOIN unnest(:eventIds, :accountIds) AS u(event_id, account_id)
          ON o.event_id = u.event_id
         AND o.account_id = u.account_id
       WHERE o.shard = :shard
         AND o.status IN ('HELD', 'CONFIRMED')
       GROUP BY o.event_id, o.account_id
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
