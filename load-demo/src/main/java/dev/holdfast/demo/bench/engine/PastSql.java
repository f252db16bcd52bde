package dev.holdfast.demo.bench.engine;

import java.util.List;

/**
 * Sold-out sales of the past as statements: of each event's orders some were held and then paid
 * for, the others were refused.
 *
 * <p>They came through a topic that is no longer read, so their offsets are not those of today.
 */
final class PastSql {

  static final List<String> PREPARE = List.of(
      """
      SET synchronous_commit = off
      """,
      """
      CREATE TEMP TABLE past (
        shard     int,
        event_id  text COLLATE "C",
        tickets   int,
        terms     jsonb,
        i         int,           -- the order's place in its event; 0 stands for the opening
        seq       int,           -- of its first row
        order_id  uuid,
        at        timestamptz
      )
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
      INSERT INTO past
      SELECT shard, event_id, tickets,
             jsonb_build_object('name', 'Past sale', 'capacity', tickets, 'priceMinor', 4500,
               'currency', 'EUR', 'holdSeconds', 600, 'perOrderLimit', 4, 'perCustomerLimit', 4,
               'state', 'OPEN', 'latePayment', 'REFUND'),
             i, CASE WHEN i <= tickets THEN 1 + i ELSE 1 + tickets + i END,
             (lpad(to_hex(1700000000000 + number * 600000::bigint + i), 12, '0')
               || substr(md5(event_id || i), 1, 20))::uuid,
             timestamptz '2023-11-14 22:13:20+00'
               + (number * 600000::bigint + i) * interval '1 millisecond'
        FROM unnest(?::int[], ?::text[], ?::int[]) AS u(shard, event_id, number)
       CROSS JOIN (SELECT ?::int AS tickets, ?::int AS orders) AS size
       CROSS JOIN LATERAL generate_series(0, orders) AS i
      """;

  static final List<String> WRITE = List.of(
      """
      INSERT INTO inventory.event (shard, event_id, topic, last_seq, last_decided_at, capacity,
             available, held, sold, terms)
      SELECT shard, event_id, 'past-requests', max(seq), max(at), tickets, 0, 0, tickets, terms
        FROM past
       GROUP BY shard, event_id, tickets, terms
      """,
      """
      INSERT INTO inventory.orders (shard, event_id, order_id, account_id, quantity, amount_minor,
             currency, body_hash, placed_at, request_offset, version, status, reason, hold_until,
             payment_id)
      SELECT shard, event_id, order_id, 'account-' || i, 1, 4500, 'EUR',
             'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg', at, seq - 1,
             CASE WHEN i <= tickets THEN 2 ELSE 1 END,
             CASE WHEN i <= tickets THEN 'CONFIRMED' ELSE 'REJECTED' END,
             CASE WHEN i > tickets THEN 'SOLD_OUT' END,
             CASE WHEN i <= tickets THEN at + interval '10 minutes' END,
             CASE WHEN i <= tickets THEN 'payment-' || i END
        FROM past
       WHERE i > 0
      """,
      """
      INSERT INTO inventory.payment (shard, event_id, payment_id, order_id, amount_minor, currency,
             status, requested_at, request_offset, decided_at)
      SELECT shard, event_id, 'payment-' || i, order_id, 4500, 'EUR', 'APPLIED', at,
             seq - 1 + tickets, at
        FROM past
       WHERE i BETWEEN 1 AND tickets
      """,
      """
      INSERT INTO inventory.ledger (shard, event_id, seq, kind, terms, capacity_change,
             available_change, held_change, sold_change, capacity, available, held, sold,
             request_id, request_offset, requested_at, occurred_at)
      SELECT shard, event_id, 1, 'EVENT_OPENED', terms, tickets, tickets, 0, 0, tickets, tickets,
             0, 0, order_id, 0, at, at
        FROM past
       WHERE i = 0
      """,
      """
      INSERT INTO inventory.ledger (shard, event_id, seq, kind, order_id, order_version, status,
             reason, rejection, quantity, hold_until, capacity_change, available_change,
             held_change, sold_change, capacity, available, held, sold, request_id,
             request_offset, requested_at, occurred_at)
      SELECT shard, event_id, seq, CASE WHEN held THEN 'HELD' ELSE 'REJECTED' END, order_id, 1,
             CASE WHEN held THEN 'HELD' ELSE 'REJECTED' END,
             CASE WHEN NOT held THEN 'SOLD_OUT' END, CASE WHEN NOT held THEN 'SOLD_OUT' END, 1,
             CASE WHEN held THEN at + interval '10 minutes' END, 0,
             CASE WHEN held THEN -1 ELSE 0 END, CASE WHEN held THEN 1 ELSE 0 END, 0, tickets,
             greatest(0, tickets - i), CASE WHEN held THEN i ELSE 0 END,
             CASE WHEN held THEN 0 ELSE tickets END, order_id, seq - 1, at, at
        FROM past
       CROSS JOIN LATERAL (SELECT i <= tickets AS held) AS kind
       WHERE i > 0
      """,
      """
      INSERT INTO inventory.ledger (shard, event_id, seq, kind, order_id, order_version, status,
             quantity, hold_until, payment_id, amount_minor, currency, paid_by, capacity_change,
             available_change, held_change, sold_change, capacity, available, held, sold,
             request_id, request_offset, requested_at, occurred_at)
      SELECT shard, event_id, seq + tickets, 'CONFIRMED', order_id, 2, 'CONFIRMED', 1,
             at + interval '10 minutes', 'payment-' || i, 4500, 'EUR', 'payment-' || i, 0, 0, -1,
             1, tickets, 0, tickets - i, i, gen_random_uuid(), seq - 1 + tickets, at, at
        FROM past
       WHERE i BETWEEN 1 AND tickets
      """,
      """
      TRUNCATE past
      """);

  /** The indexes of the large tables, and how to make them again. */
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
       WHERE x.indrelid IN ('inventory.orders'::regclass, 'inventory.ledger'::regclass,
                            'inventory.payment'::regclass)
       ORDER BY i.relname
      """;

  private PastSql() {}
}
