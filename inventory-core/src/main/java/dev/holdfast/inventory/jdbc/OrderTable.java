package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Column;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrderTable implements Orders {

  // OFFSET 0, here and below, keeps each look-up one by its key: before there are statistics, a join
  // of the whole table looks cheaper to PostgreSQL, and costs more with every order.
  private static final String FIND =
      """
      SELECT o.*
        FROM unnest(:eventIds, CAST(:orderIds AS uuid[])) AS u(event_id, order_id)
       CROSS JOIN LATERAL (
             SELECT *
               FROM orders
              WHERE shard = :shard
                AND event_id = u.event_id
                AND order_id = u.order_id
             OFFSET 0) AS o
      """;

  // The next three find nothing then: whoever releases asks one of them first.
  private static final String UNLESS_HALTED =
      """
       WHERE NOT EXISTS (
             SELECT
               FROM release_halt
              WHERE shard = :shard
                AND until_offset IS NULL)
      """;

  private static final String OVERDUE =
      """
      SELECT o.*
        FROM unnest(:eventIds) AS u(event_id)
       CROSS JOIN LATERAL (
             SELECT *
               FROM orders
              WHERE shard = :shard
                AND event_id = u.event_id
                AND status = 'HELD'
                AND hold_until <= :until
              ORDER BY hold_until
              LIMIT :limit) AS o
      """ + UNLESS_HALTED;

  // A row stays where it is: whoever moves an order of the event must lock the event first.
  private static final String EXPIRE =
      """
      UPDATE orders o
         SET version = o.version + 1,
             status = 'EXPIRED'
        FROM unnest(:eventIds) AS u(event_id)
       CROSS JOIN LATERAL (
             SELECT ctid
               FROM orders
              WHERE shard = :shard
                AND event_id = u.event_id
                AND status = 'HELD'
                AND hold_until <= :until
              ORDER BY hold_until
              LIMIT :limit) AS due
      """ + UNLESS_HALTED + """
         AND o.ctid = due.ctid
      RETURNING old.*
      """;

  private static final String OVERDUE_OF =
      """
      SELECT o.*
        FROM unnest(:eventIds, :accountIds) AS u(event_id, account_id)
       CROSS JOIN LATERAL (
             SELECT *
               FROM orders
              WHERE shard = :shard
                AND event_id = u.event_id
                AND account_id = u.account_id
                AND status = 'HELD'
                AND hold_until <= :until
             OFFSET 0) AS o
      """ + UNLESS_HALTED;

  private static final String CREATE =
      """
      COPY orders (shard, event_id, order_id, account_id, quantity, amount_minor, currency,
             body_hash, placed_at, request_offset, version, status, reason, hold_until, payment_id)
        FROM STDIN (FORMAT binary)
      """;

  private static final String MOVE =
      """
      UPDATE orders o
         SET version = u.version,
             status = u.status,
             payment_id = u.payment_id
        FROM unnest(:eventIds, CAST(:orderIds AS uuid[]), :versions, :statuses, :paymentIds)
          AS u(event_id, order_id, version, status, payment_id)
       WHERE o.shard = :shard
         AND o.event_id = u.event_id
         AND o.order_id = u.order_id
      """;

  private final JdbcClient jdbc;
  private final JdbcOperations copies;

  OrderTable(JdbcClient jdbc, JdbcOperations copies) {
    this.jdbc = jdbc;
    this.copies = copies;
  }

  @Override
  public List<Keyed> find(int shard, Set<Key> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    var wanted = List.copyOf(keys);
    return jdbc.sql(FIND)
        .param("shard", shard)
        .param("eventIds", Column.texts(wanted, Key::eventId))
        .param("orderIds", Column.texts(wanted, Key::orderId))
        .query(OrderRow::read)
        .list();
  }

  @Override
  public List<Keyed> overdue(int shard, Collection<String> eventIds, Instant until, int limit) {
    return eventIds.isEmpty() ? List.of() : oldest(OVERDUE, shard, eventIds, until, limit);
  }

  @Override
  public List<Keyed> expire(int shard, Collection<String> eventIds, Instant until, int limit) {
    return oldest(EXPIRE, shard, eventIds, until, limit);
  }

  private List<Keyed> oldest(
      String sql,
      int shard,
      Collection<String> eventIds,
      Instant until,
      int limit) {
    return jdbc.sql(sql)
        .param("shard", shard)
        .param("eventIds", eventIds.toArray(String[]::new))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query(OrderRow::read)
        .list();
  }

  @Override
  public List<Keyed> overdueOf(int shard, Set<Buyer> buyers, Instant until) {
    if (buyers.isEmpty()) {
      return List.of();
    }
    var wanted = List.copyOf(buyers);
    return jdbc.sql(OVERDUE_OF)
        .param("shard", shard)
        .param("eventIds", Column.texts(wanted, Buyer::eventId))
        .param("accountIds", Column.texts(wanted, Buyer::accountId))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(OrderRow::read)
        .list();
  }

  @Override
  public void save(int shard, Collection<EventBook> books) {
    create(shard, keyed(books, EventBook::createdOrders));
    move(shard, keyed(books, EventBook::movedOrders));
  }

  private void create(int shard, List<Keyed> rows) {
    if (!rows.isEmpty()) {
      Column.expect(rows.size(), CopyRows.copy(copies, CREATE, rows,
          (row, keyed) -> create(row, shard, keyed)), "orders");
    }
  }

  private static void create(CopyRows row, int shard, Keyed keyed) {
    var order = keyed.order();
    var facts = order.facts();
    row.add(shard)
        .add(keyed.eventId())
        .add(order.id())
        .add(facts.accountId())
        .add(facts.quantity())
        .add(facts.amountMinor())
        .add(facts.currency())
        .add(facts.bodyHash())
        .add(facts.placedAt())
        .add(facts.requestOffset())
        .add(order.version())
        .add(order.status())
        .add(order.rejection())
        .add(order.holdUntil())
        .add(order.paidBy());
  }

  private void move(int shard, List<Keyed> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int moved = jdbc.sql(MOVE)
        .param("shard", shard)
        .param("eventIds", Column.texts(rows, Keyed::eventId))
        .param("orderIds", Column.texts(rows, row -> row.order().id()))
        .param("versions", Column.ints(rows, row -> row.order().version()))
        .param("statuses", Column.texts(rows, row -> row.order().status()))
        .param("paymentIds", Column.texts(rows, row -> row.order().paidBy()))
        .update();
    Column.expect(rows.size(), moved, "orders");
  }

  private static List<Keyed> keyed(
      Collection<EventBook> books,
      Function<EventBook, List<Order>> orders) {
    return books.stream()
        .flatMap(book -> orders.apply(book)
            .stream()
            .map(order -> new Keyed(book.eventId(), order)))
        .toList();
  }
}
