package dev.holdfast.demo.bench.engine;

import java.util.List;

/**
 * Sold-out sales of the past as statements: of each event's orders some were held and then paid
 * for, the others were refused.
 *
 * <p>They came through a topic that is no longer read, so their offsets are not those of today.
 * Rows are written in the order of the primary keys, which are then made without sorting.
 */
final class PastSql {

  static final List<String> PREPARE = List.of(
      """
      CREATE UNLOGGED TABLE IF NOT EXISTS past_event (
        shard     int,
        event_id  text COLLATE "C",
        number    int,
        tickets   int,
        orders    int,
        terms     jsonb
      )
      """,
      """
      TRUNCATE past_event
      """,
      """
      INSERT INTO inventory.cursor (shard, topic, topic_id, next_offset, applied_until)
      SELECT shard, 'past-requests', gen_random_uuid(), 1000000000, 'epoch'
        FROM inventory.cursor
       WHERE topic = 'purchase-requests'
          ON CONFLICT DO NOTHING
      """);

  /** Shards, event ids and numbers as arrays; tickets and orders of each. */
  static final String IMAGINE =
      """
      INSERT INTO past_event
      SELECT shard, event_id, number, tickets, orders,
             jsonb_build_object('name', 'Past sale', 'capacity', tickets, 'priceMinor', 4500,
               'currency', 'EUR', 'holdSeconds', 600, 'perOrderLimit', 4, 'perCustomerLimit', 4,
               'state', 'OPEN', 'latePayment', 'REFUND')
        FROM (SELECT ?::int AS tickets, ?::int AS orders) AS size
       CROSS JOIN unnest(?::int[], ?::text[], ?::int[]) AS u(shard, event_id, number)
       ORDER BY shard, event_id COLLATE "C"
      """;

  /** The i-th order of an event: its id starts with its time. */
  private static final String ORDER =
      """
       CROSS JOIN LATERAL (
             SELECT (lpad(to_hex(1700000000000 + number * 600000::bigint + i), 12, '0')
                      || substr(md5(event_id || i), 1, 20))::uuid AS order_id,
                    timestamptz '2023-11-14 22:13:20+00'
                      + (number * 600000::bigint + i) * interval '1 millisecond' AS at) AS o
      """;

  static final List<String> WRITE_ORDERS = List.of(
      """
      INSERT INTO inventory.event (shard, event_id, topic, last_seq, last_decided_at, capacity,
             available, held, sold, terms)
      SELECT shard, event_id, 'past-requests', 1 + orders + tickets, at, tickets, 0, 0, tickets, terms
        FROM past_event
       CROSS JOIN LATERAL (SELECT orders AS i) AS last
      """ + ORDER,
      """
      INSERT INTO inventory.orders (shard, event_id, order_id, account_id, quantity, amount_minor,
             currency, body_hash, placed_at, request_offset, version, status, reason, hold_until,
             payment_id)
      SELECT shard, event_id, order_id, 'account-' || i, 1, 4500, 'EUR',
             'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg', at,
             CASE WHEN sold THEN i ELSE i + tickets END,
             CASE WHEN sold THEN 2 ELSE 1 END,
             CASE WHEN sold THEN 'CONFIRMED' ELSE 'REJECTED' END,
             CASE WHEN NOT sold THEN 'SOLD_OUT' END,
             CASE WHEN sold THEN at + interval '10 minutes' END,
             CASE WHEN sold THEN 'payment-' || i END
        FROM past_event
       CROSS JOIN LATERAL generate_series(1, orders) AS i
       CROSS JOIN LATERAL (SELECT i <= tickets AS sold) AS kind
      """ + ORDER,
      """
      INSERT INTO inventory.payment (shard, event_id, payment_id, order_id, amount_minor, currency,
             status, requested_at, request_offset, decided_at)
      SELECT shard, event_id, 'payment-' || i, order_id, 4500, 'EUR', 'APPLIED', at, i + tickets,
             at
        FROM past_event
       CROSS JOIN LATERAL generate_series(1, tickets) AS i
      """ + ORDER);

  /** First the opening, then each ticket held and then paid for, then those who came too late. */
  static final List<String> WRITE_LEDGER = List.of(
      """
      INSERT INTO inventory.ledger (shard, event_id, seq, kind, order_id, order_version, status,
             reason, rejection, quantity, hold_until, payment_id, amount_minor, currency, paid_by,
             terms, capacity_change, available_change, held_change, sold_change, capacity,
             available, held, sold, request_id, request_offset, requested_at, occurred_at)
      SELECT shard, event_id, seq,
             CASE WHEN opened THEN 'EVENT_OPENED' WHEN held THEN 'HELD'
                  WHEN paid THEN 'CONFIRMED' ELSE 'REJECTED' END,
             CASE WHEN NOT opened THEN order_id END,
             CASE WHEN paid THEN 2 WHEN NOT opened THEN 1 END,
             CASE WHEN held THEN 'HELD' WHEN paid THEN 'CONFIRMED' WHEN late THEN 'REJECTED' END,
             CASE WHEN late THEN 'SOLD_OUT' END,
             CASE WHEN late THEN 'SOLD_OUT' END,
             CASE WHEN NOT opened THEN 1 END,
             CASE WHEN held OR paid THEN at + interval '10 minutes' END,
             CASE WHEN paid THEN 'payment-' || i END,
             CASE WHEN paid THEN 4500 END,
             CASE WHEN paid THEN 'EUR' END,
             CASE WHEN paid THEN 'payment-' || i END,
             CASE WHEN opened THEN terms END,
             CASE WHEN opened THEN tickets ELSE 0 END,
             CASE WHEN opened THEN tickets WHEN held THEN -1 ELSE 0 END,
             CASE WHEN held THEN 1 WHEN paid THEN -1 ELSE 0 END,
             CASE WHEN paid THEN 1 ELSE 0 END,
             tickets,
             CASE WHEN opened THEN tickets WHEN held THEN tickets - i ELSE 0 END,
             CASE WHEN held THEN i WHEN paid THEN tickets - i ELSE 0 END,
             CASE WHEN paid THEN i WHEN late THEN tickets ELSE 0 END,
             CASE WHEN opened OR paid THEN gen_random_uuid() ELSE order_id END,
             seq - 1, at, at
        FROM past_event
       CROSS JOIN LATERAL generate_series(1, 1 + orders + tickets) AS seq
       CROSS JOIN LATERAL (
             SELECT seq = 1 AS opened,
                    seq BETWEEN 2 AND 1 + tickets AS held,
                    seq BETWEEN 2 + tickets AND 1 + 2 * tickets AS paid,
                    seq > 1 + 2 * tickets AS late,
                    CASE WHEN seq <= 1 + tickets THEN seq - 1 ELSE seq - 1 - tickets END AS i) AS k
      """ + ORDER);

  /** The indexes of a large table, and how to make them again. */
  static final String INDEXES =
      """
      SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX inventory.%I', i.relname)
             ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', x.indrelid::regclass, c.conname) END,
             CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.oid)
             ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', x.indrelid::regclass, c.conname,
                         pg_get_constraintdef(c.oid)) END
        FROM pg_index AS x
        JOIN pg_class AS i ON i.oid = x.indexrelid
        LEFT JOIN pg_constraint AS c ON c.conindid = i.oid AND c.contype IN ('p', 'u')
       WHERE x.indrelid = ?::regclass
       ORDER BY i.relname
      """;

  private PastSql() {}
}
