-- The inventory: who has which tickets, and why. Every table carries the shard (the partition of
-- purchase-requests) in its key, and no transaction touches two shards.
-- There are no foreign keys: the event lock orders every write, and the auditor checks the sums.

-- How far each partition has been applied. Its row lock keeps a second worker out.
CREATE TABLE cursor (
  shard          int         NOT NULL,
  topic          text        NOT NULL,
  topic_id       uuid        NOT NULL,
  next_offset    bigint      NOT NULL CHECK (next_offset >= 0),
  leader_epoch   int         NOT NULL DEFAULT -1,
  applied_until  timestamptz NOT NULL,   -- every request appended before it has been applied
  PRIMARY KEY (shard, topic)
) WITH (fillfactor = 20);

-- One row per event; locked FOR UPDATE before anything that feeds a decision is read.
CREATE TABLE event (
  shard               int         NOT NULL,
  event_id            text        COLLATE "C" NOT NULL,
  topic               text        NOT NULL,
  incarnation         int         NOT NULL DEFAULT 1,
  last_seq            bigint      NOT NULL CHECK (last_seq >= 0),
  last_decided_at     timestamptz NOT NULL,
  capacity            int         NOT NULL,
  available           int         NOT NULL,
  held                int         NOT NULL,
  sold                int         NOT NULL,
  terms               jsonb,      -- absent while nobody has opened the event
  PRIMARY KEY (shard, event_id),
  CONSTRAINT event_available CHECK (available >= 0 AND held >= 0 AND sold >= 0),
  CONSTRAINT event_balance CHECK (available + held + sold = capacity)
) WITH (fillfactor = 20);

CREATE INDEX event_with_holds ON event (shard, event_id) WHERE held > 0;

-- Every order ever decided, as it stands now. HELD and CONFIRMED orders are the allocations.
CREATE TABLE orders (
  shard           int         NOT NULL,
  event_id        text        COLLATE "C" NOT NULL,
  order_id        uuid        NOT NULL,
  account_id      text        NOT NULL,
  quantity        int         NOT NULL CHECK (quantity > 0),
  amount_minor    bigint      NOT NULL,
  currency        text        NOT NULL,
  body_hash       text        NOT NULL,
  placed_at       timestamptz NOT NULL,   -- append time of the request
  request_offset  bigint      NOT NULL,
  version         int         NOT NULL,   -- number of its ledger rows
  status          text        NOT NULL,
  reason          text,
  hold_until      timestamptz,
  payment_id      text,
  PRIMARY KEY (shard, event_id, order_id),
  CONSTRAINT orders_state CHECK (CASE status
    WHEN 'HELD'      THEN hold_until IS NOT NULL AND payment_id IS NULL     AND reason IS NULL
    WHEN 'CONFIRMED' THEN hold_until IS NOT NULL AND payment_id IS NOT NULL AND reason IS NULL
    WHEN 'EXPIRED'   THEN hold_until IS NOT NULL AND payment_id IS NULL     AND reason IS NULL
    WHEN 'CANCELLED' THEN hold_until IS NOT NULL AND payment_id IS NULL     AND reason IS NULL
    WHEN 'REJECTED'  THEN hold_until IS NULL     AND payment_id IS NULL     AND reason IS NOT NULL
    ELSE false END)
) WITH (fillfactor = 85);

CREATE INDEX orders_due ON orders (shard, event_id, hold_until) WHERE status = 'HELD';
CREATE INDEX orders_of_account ON orders (shard, event_id, account_id)
  WHERE status IN ('HELD', 'CONFIRMED');

-- Every payment that named an order of the event, applied or to be sent back.
CREATE TABLE payment (
  shard         int         NOT NULL,
  event_id      text        COLLATE "C" NOT NULL,
  payment_id    text        NOT NULL,
  order_id      uuid        NOT NULL,
  amount_minor  bigint      NOT NULL,
  currency      text        NOT NULL,
  status        text        NOT NULL CHECK (status IN ('APPLIED', 'REFUND_DUE')),
  requested_at  timestamptz NOT NULL,   -- append time of the request
  request_offset bigint     NOT NULL,
  decided_at    timestamptz NOT NULL,
  PRIMARY KEY (shard, event_id, payment_id)
);

CREATE UNIQUE INDEX payment_applied_once ON payment (shard, event_id, order_id)
  WHERE status = 'APPLIED';

-- All decisions and releases of an event, numbered without gaps. Append only; it is the outbox:
-- a row holds everything its result says, but for the immutable facts of its order.
CREATE TABLE ledger (
  shard             int         NOT NULL,
  event_id          text        COLLATE "C" NOT NULL,
  seq               bigint      NOT NULL CHECK (seq > 0),
  kind              text        NOT NULL CHECK (kind IN ('HELD', 'REJECTED', 'CONFIRMED', 'EXPIRED',
                      'CANCELLED', 'REFUND_DUE', 'MOVE_REFUSED', 'EVENT_OPENED', 'EVENT_CHANGED',
                      'CHANGE_REFUSED')),
  order_id          uuid,
  order_version     int,
  status            text,                 -- of the order after the row
  reason            text,                 -- why rejected, refused or to be refunded
  rejection         text,                 -- the order's reason while it is REJECTED
  quantity          int,
  hold_until        timestamptz,
  payment_id        text,                 -- the payment this row speaks of
  amount_minor      bigint,               -- of that payment
  currency          text,
  paid_by           text,                 -- the payment that is applied to the order
  floor             int,                  -- least capacity that would have been taken
  terms             jsonb,                -- of the event after the row, on its own rows
  capacity_change   int         NOT NULL,
  available_change  int         NOT NULL,
  held_change       int         NOT NULL,
  sold_change       int         NOT NULL,
  capacity          int         NOT NULL,
  available         int         NOT NULL,
  held              int         NOT NULL,
  sold              int         NOT NULL,
  request_id        uuid,                 -- absent for a release
  request_offset    bigint,               -- in partition = shard
  requested_at      timestamptz,          -- append time of the request
  occurred_at       timestamptz NOT NULL,
  traceparent       text,
  PRIMARY KEY (shard, event_id, seq)
);

-- Placing is found again by its order and a payment by its id; the others by this.
CREATE UNIQUE INDEX ledger_request ON ledger (shard, event_id, request_id)
  WHERE request_id IS NOT NULL AND kind NOT IN ('HELD', 'REJECTED');

-- What of the ledger is still to be announced, in the order of id; a row without an event says
-- how far the shard has been applied. Rows are deleted once every result is acknowledged.
CREATE TABLE publication (
  shard        int    NOT NULL,
  id           bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
  event_id     text   COLLATE "C",
  first_seq    bigint,
  last_seq     bigint,
  next_offset  bigint,
  PRIMARY KEY (shard, id),
  CONSTRAINT publication_says_one_thing CHECK (
    (event_id IS NOT NULL AND first_seq <= last_seq AND next_offset IS NULL)
    OR (event_id IS NULL AND first_seq IS NULL AND last_seq IS NULL AND next_offset IS NOT NULL))
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_threshold = 100000);

-- Records that could not be decided, kept as they came. OPEN rows are work for a person.
CREATE TABLE quarantine (
  shard          int         NOT NULL,
  topic          text        NOT NULL,
  record_offset  bigint      NOT NULL,
  record_key     bytea,
  headers        jsonb       NOT NULL,
  body           bytea,
  why            text        NOT NULL,
  status         text        NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'DONE')),
  appended_at    timestamptz NOT NULL,
  PRIMARY KEY (shard, topic, record_offset)
);

-- Tickets set aside: the table of the user's ADR 004, derived so that it can't disagree.
CREATE VIEW allocation AS
SELECT shard, event_id, order_id, account_id, quantity, status, hold_until, payment_id
  FROM orders
 WHERE status IN ('HELD', 'CONFIRMED');

-- When the first hold of each event ends, if it has any: one step into the index per event.
CREATE VIEW first_hold AS
SELECT e.shard, e.topic, e.event_id, o.hold_until
  FROM event e
 CROSS JOIN LATERAL (
       SELECT hold_until
         FROM orders
        WHERE shard = e.shard
          AND event_id = e.event_id
          AND status = 'HELD'
        ORDER BY hold_until
        LIMIT 1) AS o
 WHERE e.held > 0;

GRANT SELECT ON cursor, event, orders, ledger, publication, first_hold TO expiry;
GRANT SELECT ON flyway_schema_history TO expiry;
-- Both workers write with the same statements, so expiry may name columns that it never changes.
GRANT UPDATE (last_seq, last_decided_at, capacity, available, held, sold, terms) ON event TO expiry;
GRANT UPDATE (version, status, payment_id) ON orders TO expiry;
GRANT INSERT ON ledger, publication TO expiry;
GRANT SELECT ON ALL TABLES IN SCHEMA inventory TO auditor;

-- Not even their owner may rewrite the past by an ordinary statement: what the worker does not do, a
-- bug in it can't. A person who must (see archive-event.sql) is a superuser.
REVOKE DELETE, TRUNCATE ON cursor, event, orders, quarantine FROM CURRENT_USER;
REVOKE UPDATE, DELETE, TRUNCATE ON ledger, payment FROM CURRENT_USER;
REVOKE UPDATE, TRUNCATE ON publication FROM CURRENT_USER;

-- Until the first ANALYZE the planner knows nothing of orders and may look for a customer's orders
-- by the primary key, reading the whole event each time: so it is told what a sale looks like.
SELECT pg_restore_attribute_stats(
         'schemaname', 'inventory', 'relname', 'orders', 'attname', attname, 'inherited', false,
         'null_frac', 0::real, 'avg_width', 20, 'n_distinct', n_distinct::real)
  FROM (VALUES ('shard', 8), ('event_id', 100), ('order_id', -1), ('account_id', -0.5))
    AS orders_look_like (attname, n_distinct);
