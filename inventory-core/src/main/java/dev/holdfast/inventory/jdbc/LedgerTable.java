package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Ledger;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.inventory.model.Payment;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.TermsJson;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LedgerTable implements Ledger {

  private static final String APPEND =
      """
      INSERT INTO ledger (shard, event_id, seq, kind, order_id, order_version, status, reason,
             rejection, quantity, hold_until, paid_by, payment_id, amount_minor, currency, floor,
             terms, capacity_change, available_change, held_change, sold_change, capacity,
             available, held, sold, request_id, request_offset, requested_at, traceparent,
             occurred_at)
      SELECT :shard, u.*
        FROM unnest(:eventIds, :seqs, :kinds, CAST(:orderIds AS uuid[]),
             CAST(:versions AS int[]), :statuses, :reasons, :rejections,
             CAST(:quantities AS int[]), CAST(:holdUntil AS timestamptz[]), :paidBy, :paymentIds,
             CAST(:amounts AS bigint[]), :currencies, CAST(:floors AS int[]),
             CAST(:terms AS jsonb[]), :capacityChanges, :availableChanges, :heldChanges,
             :soldChanges, :capacities, :available, :held, :sold, CAST(:requestIds AS uuid[]),
             CAST(:offsets AS bigint[]), CAST(:requestedAt AS timestamptz[]), :traceparents,
             CAST(:occurredAt AS timestamptz[])) AS u
      """;

  private final JdbcClient jdbc;

  LedgerTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void append(int shard, List<LedgerEntry> entries) {
    var statement = jdbc.sql(APPEND)
        .param("shard", shard)
        .param("eventIds", Column.texts(entries, LedgerEntry::eventId))
        .param("seqs", Column.longs(entries, LedgerEntry::seq))
        .param("kinds", Column.texts(entries, LedgerEntry::kind))
        .param("reasons", Column.texts(entries, LedgerEntry::reason))
        .param("floors", Column.texts(entries, LedgerEntry::floor))
        .param("terms", Column.texts(entries, entry -> TermsJson.write(entry.terms())))
        .param("occurredAt", Column.texts(entries, LedgerEntry::occurredAt));
    addOrders(statement, entries);
    addPayments(statement, entries);
    addBalances(statement, entries);
    addRequests(statement, entries);
    Column.expect(entries.size(), statement.update(), "ledger");
  }

  private static void addOrders(JdbcClient.StatementSpec statement, List<LedgerEntry> entries) {
    statement.param("orderIds", Column.texts(entries, LedgerTable::orderId))
        .param("versions", ofOrder(entries, Order::version))
        .param("statuses", ofOrder(entries, Order::status))
        .param("rejections", ofOrder(entries, Order::rejection))
        .param("quantities", ofOrder(entries, order -> order.facts().quantity()))
        .param("holdUntil", ofOrder(entries, Order::holdUntil))
        .param("paidBy", ofOrder(entries, Order::paidBy));
  }

  private static void addPayments(JdbcClient.StatementSpec statement, List<LedgerEntry> entries) {
    statement.param("paymentIds", ofPayment(entries, Payment::paymentId))
        .param("amounts", ofPayment(entries, Payment::amountMinor))
        .param("currencies", ofPayment(entries, Payment::currency));
  }

  private static void addBalances(JdbcClient.StatementSpec statement, List<LedgerEntry> entries) {
    statement
        .param("capacityChanges", Column.ints(entries, entry -> entry.change().capacity()))
        .param("availableChanges", Column.ints(entries, entry -> entry.change().available()))
        .param("heldChanges", Column.ints(entries, entry -> entry.change().held()))
        .param("soldChanges", Column.ints(entries, entry -> entry.change().sold()))
        .param("capacities", Column.ints(entries, entry -> entry.balance().capacity()))
        .param("available", Column.ints(entries, entry -> entry.balance().available()))
        .param("held", Column.ints(entries, entry -> entry.balance().held()))
        .param("sold", Column.ints(entries, entry -> entry.balance().sold()));
  }

  private static void addRequests(JdbcClient.StatementSpec statement, List<LedgerEntry> entries) {
    statement.param("requestIds", ofRequest(entries, RequestPosition::requestId))
        .param("offsets", ofRequest(entries, RequestPosition::offset))
        .param("requestedAt", ofRequest(entries, RequestPosition::appendedAt))
        .param("traceparents", ofRequest(entries, RequestPosition::traceparent));
  }

  /** The order of the row, or the one a payment named although there is none. */
  private static @Nullable Object orderId(LedgerEntry entry) {
    if (entry.order() != null) {
      return entry.order().id();
    }
    return entry.payment() == null ? null : entry.payment().orderId();
  }

  private static @Nullable String[] ofOrder(
      List<LedgerEntry> entries,
      Function<Order, @Nullable Object> value) {
    return Column.texts(entries,
        entry -> entry.order() == null ? null : value.apply(entry.order()));
  }

  private static @Nullable String[] ofPayment(
      List<LedgerEntry> entries,
      Function<Payment, @Nullable Object> value) {
    return Column.texts(entries,
        entry -> entry.payment() == null ? null : value.apply(entry.payment()));
  }

  private static @Nullable String[] ofRequest(
      List<LedgerEntry> entries,
      Function<RequestPosition, @Nullable Object> value) {
    return Column.texts(entries,
        entry -> entry.request() == null ? null : value.apply(entry.request()));
  }
}
