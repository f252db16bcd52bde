CREATE TABLE snapshot (
  event_id  text   PRIMARY KEY,
  capacity  int    NOT NULL,
  seq       bigint NOT NULL,
  available int    NOT NULL CHECK (available >= 0)
) WITH (fillfactor = 20);

CREATE TABLE taken (
  event_id text        NOT NULL,
  seq      bigint      NOT NULL,
  order_id uuid        NOT NULL UNIQUE,
  account  text        NOT NULL,
  quantity int         NOT NULL CHECK (quantity > 0),
  at       timestamptz NOT NULL,
  PRIMARY KEY (event_id, seq)
);

CREATE TABLE rejected (
  order_id uuid        PRIMARY KEY,
  event_id text        NOT NULL,
  account  text        NOT NULL,
  quantity int         NOT NULL CHECK (quantity > 0),
  at       timestamptz NOT NULL
);

-- What the audit of the contenders asks, whatever their tables are.
CREATE VIEW stock AS
   SELECT s.event_id, s.capacity,
          s.available - coalesce(sum(t.quantity) FILTER (WHERE t.seq > s.seq), 0) AS available,
          coalesce(sum(t.quantity), 0) AS held, count(t.order_id) AS orders
     FROM snapshot AS s
LEFT JOIN taken AS t ON t.event_id = s.event_id
 GROUP BY s.event_id;

CREATE VIEW answer AS
SELECT order_id, event_id, 'HELD' AS status FROM taken
 UNION ALL
SELECT order_id, event_id, 'REJECTED' FROM rejected;
