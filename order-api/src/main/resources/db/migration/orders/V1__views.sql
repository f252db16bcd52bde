-- What clients are shown, projected from purchase-results. Newer by (incarnation, version or seq)
-- wins; everything here can be rebuilt from the inventory's ledger.

CREATE TABLE order_view (
  event_id         text        COLLATE "C" NOT NULL,
  order_id         uuid        NOT NULL,
  shard            int         NOT NULL,
  incarnation      int         NOT NULL,
  version          int         NOT NULL,
  account_id       text        NOT NULL,
  quantity         int         NOT NULL,
  amount_minor     bigint      NOT NULL,
  currency         text        NOT NULL,
  body_hash        text        NOT NULL,
  placed_at        timestamptz NOT NULL,
  status           text        NOT NULL,
  reason           text,
  hold_until       timestamptz,
  payment_id       text,
  available        int         NOT NULL,   -- the event's balance after the order's newest row
  last_request_id  uuid,                   -- newest request that was answered, and the answer
  last_code        text,
  updated_at       timestamptz NOT NULL,
  PRIMARY KEY (event_id, order_id)
) WITH (fillfactor = 85);

CREATE INDEX order_view_of_account ON order_view (account_id, placed_at DESC, order_id DESC);

CREATE TABLE event_view (
  event_id            text        COLLATE "C" PRIMARY KEY,
  shard               int         NOT NULL,
  incarnation         int         NOT NULL,
  seq                 bigint      NOT NULL,
  capacity            int         NOT NULL,
  available           int         NOT NULL,
  held                int         NOT NULL,
  sold                int         NOT NULL,
  terms               jsonb,               -- absent while nobody has opened the event
  last_request_id     uuid,                -- newest OpenEvent or ChangeEvent that was answered
  last_code           text,
  last_floor          int,
  updated_at          timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Per shard: where to read on in purchase-results, and how far purchase-requests are decided.
CREATE TABLE shard_position (
  shard           int    PRIMARY KEY,
  results_offset  bigint NOT NULL,
  next_offset     bigint NOT NULL
) WITH (fillfactor = 20);

GRANT SELECT ON ALL TABLES IN SCHEMA orders TO auditor;
