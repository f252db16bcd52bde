CREATE TABLE event (
  event_id  text   PRIMARY KEY,
  capacity  int    NOT NULL,
  available int    NOT NULL CHECK (available >= 0),
  version   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20);

CREATE TABLE orders (
  order_id  uuid        PRIMARY KEY,
  event_id  text        NOT NULL,
  account   text        NOT NULL,
  quantity  int         NOT NULL CHECK (quantity > 0),
  status    text        NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now()
);

-- What the audit of the contenders asks, whatever their tables are.
CREATE VIEW stock AS
   SELECT e.event_id, e.capacity, e.available, coalesce(sum(o.quantity), 0) AS held,
          count(o.order_id) AS orders
     FROM event AS e
LEFT JOIN orders AS o ON o.event_id = e.event_id AND o.status = 'HELD'
 GROUP BY e.event_id;

CREATE VIEW answer AS
SELECT order_id, event_id, status FROM orders;
