-- Ways to damage a copy of a legal history. The line above a statement says which promises it
-- breaks, exactly; the statement returns what the report must name.

-- I1 I2: a ticket is sold that nobody bought
UPDATE inventory.event
   SET sold = sold + 1, available = available - 1
 WHERE event_id = (SELECT min(event_id) FROM inventory.event WHERE available > 0)
RETURNING 'event ' || event_id;

-- I1 I2: a ticket comes out of nowhere
UPDATE inventory.event
   SET available = available + 1
 WHERE event_id = (SELECT max(event_id) FROM inventory.event)
RETURNING 'event ' || event_id;

-- I1 I2: more is held than there is
UPDATE inventory.event
   SET held = held + available + 1, available = -1
 WHERE event_id = (SELECT min(event_id) FROM inventory.event WHERE terms IS NOT NULL)
RETURNING 'event ' || event_id;

-- I1 I6: a held order vanishes
DELETE FROM inventory.orders
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'HELD' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I1 I6: somebody is given tickets beside the ledger until more are held than exist
INSERT INTO inventory.orders
SELECT shard, event_id, gen_random_uuid(), 'a-friend', available + 1, 0, 'EUR', 'hash', now(), 0, 1,
       'HELD', NULL, '2100-01-01', NULL
  FROM inventory.event
 WHERE event_id = 'event-003'
RETURNING 'event ' || event_id || ':', 'order ' || order_id, quantity::text;

-- I1 I6: a paid order grows
UPDATE inventory.orders
   SET quantity = quantity + 1
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'CONFIRMED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I2: a row of the ledger vanishes
DELETE FROM inventory.ledger
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'CHANGE_REFUSED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id, 'seq ' || seq + 1 || ' follows seq ' || seq - 1;

-- I2: a row of the ledger is there twice
INSERT INTO inventory.ledger
SELECT *
  FROM inventory.ledger
 WHERE kind = 'CHANGE_REFUSED'
 LIMIT 1
RETURNING 'event ' || event_id, 'seq ' || seq || ' follows seq ' || seq;

-- I2 I6: the newest decision on an event vanishes
DELETE FROM inventory.ledger
 WHERE (event_id, seq) = (SELECT event_id, last_seq
                            FROM inventory.event
                            JOIN inventory.ledger USING (shard, event_id)
                           WHERE seq = last_seq AND order_version IS NOT NULL
                           LIMIT 1)
RETURNING 'event ' || event_id || ': seq ' || seq, 'order ' || order_id;

-- I2: the event forgets a decision
UPDATE inventory.event
   SET last_seq = last_seq - 1
 WHERE event_id = 'event-005'
RETURNING 'event ' || event_id;

-- I2: a whole event vanishes that never sold anything
DELETE FROM inventory.event
 WHERE event_id = (SELECT event_id FROM inventory.event WHERE held + sold = 0 LIMIT 1)
RETURNING 'event ' || event_id;

-- I2: a balance is wrong for one row
UPDATE inventory.ledger
   SET available = available + 1, held = held - 1
 WHERE (event_id, seq) = (SELECT event_id, min(seq) FROM inventory.ledger
                           WHERE kind = 'HELD' GROUP BY event_id LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq || ':';

-- I2: balances turn negative for a while
UPDATE inventory.ledger
   SET available = -1, held = held + available + 1
 WHERE (event_id, seq) = (SELECT event_id, min(seq) FROM inventory.ledger
                           WHERE kind = 'CONFIRMED' GROUP BY event_id LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq || ':';

-- I2: a refused move takes a ticket
UPDATE inventory.ledger
   SET available_change = -1, held_change = 1
 WHERE (event_id, seq) = (SELECT event_id, min(seq) FROM inventory.ledger
                           WHERE kind = 'CHANGE_REFUSED' GROUP BY event_id LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq || ': CHANGE_REFUSED';

-- I2: a decision lies on a shard there is not
INSERT INTO inventory.ledger
SELECT (jsonb_populate_record(ledger, '{"shard": 9}')).*
  FROM inventory.ledger
 WHERE kind = 'CHANGE_REFUSED' AND seq > 1
 ORDER BY event_id, seq
 LIMIT 1
RETURNING 'event ' || event_id || ': seq ' || seq || ' follows seq 0';

-- I2: terms change without a decision
UPDATE inventory.event
   SET terms = jsonb_set(terms, '{priceMinor}', '1')
 WHERE event_id = (SELECT max(event_id) FROM inventory.event WHERE terms IS NOT NULL)
RETURNING 'event ' || event_id || ': terms';

-- I3: sold out, with tickets left
WITH victim AS (
       SELECT event_id, order_id
         FROM inventory.ledger
        WHERE reason = 'CUSTOMER_LIMIT' AND available > 0
          AND order_id IN (SELECT order_id FROM inventory.orders WHERE version = 1)
        LIMIT 1),
     refused AS (
       UPDATE inventory.orders
          SET reason = 'SOLD_OUT'
         FROM victim
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET reason = 'SOLD_OUT', rejection = 'SOLD_OUT'
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id, 'order ' || ledger.order_id, 'SOLD_OUT with ' || available;

-- I3: not enough left, with enough left
WITH victim AS (
       SELECT event_id, order_id
         FROM inventory.ledger
        WHERE reason = 'ORDER_LIMIT' AND available >= quantity
          AND order_id IN (SELECT order_id FROM inventory.orders WHERE version = 1)
        LIMIT 1),
     refused AS (
       UPDATE inventory.orders
          SET reason = 'NOT_ENOUGH_LEFT'
         FROM victim
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET reason = 'NOT_ENOUGH_LEFT', rejection = 'NOT_ENOUGH_LEFT'
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id, 'order ' || ledger.order_id;

-- I3: not enough left, with nothing left
WITH victim AS (
       SELECT event_id, order_id
         FROM inventory.ledger
        WHERE reason = 'SOLD_OUT'
          AND order_id IN (SELECT order_id FROM inventory.orders WHERE version = 1)
        LIMIT 1),
     refused AS (
       UPDATE inventory.orders
          SET reason = 'NOT_ENOUGH_LEFT'
         FROM victim
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET reason = 'NOT_ENOUGH_LEFT', rejection = 'NOT_ENOUGH_LEFT'
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id, 'order ' || ledger.order_id;

-- I3: a late payment is sent back, with tickets left
UPDATE inventory.ledger
   SET reason = 'EXPIRED_AND_SOLD_OUT'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'REFUND_DUE' AND reason = 'ALREADY_EXPIRED'
                             AND available >= quantity LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I3: somebody is refused while a hold that later ended was overdue
WITH victim AS (
       SELECT hold.order_id, least(refusal.requested_at, refusal.occurred_at) AS hold_until
         FROM inventory.ledger AS refusal
         JOIN inventory.ledger AS hold USING (shard, event_id)
         JOIN inventory.ledger AS ending USING (shard, event_id)
        WHERE refusal.reason IN ('SOLD_OUT', 'NOT_ENOUGH_LEFT') AND hold.kind = 'HELD'
          AND ending.kind IN ('EXPIRED', 'CANCELLED', 'CONFIRMED')
          AND ending.order_id = hold.order_id
          AND hold.seq < refusal.seq AND refusal.seq < ending.seq
        LIMIT 1),
     held AS (
       UPDATE inventory.orders
          SET hold_until = victim.hold_until
         FROM victim
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET hold_until = victim.hold_until
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id, 'the hold of order ' || ledger.order_id;

-- I3: somebody is refused while a hold that is still there was overdue
WITH victim AS (
       SELECT hold.order_id, max(least(refusal.requested_at, refusal.occurred_at)) AS hold_until
         FROM inventory.orders AS hold
         JOIN inventory.ledger AS held USING (shard, event_id, order_id)
         JOIN inventory.ledger AS refusal USING (shard, event_id)
        WHERE hold.status = 'HELD' AND held.kind = 'HELD' AND held.seq < refusal.seq
          AND refusal.reason IN ('SOLD_OUT', 'NOT_ENOUGH_LEFT', 'EXPIRED_AND_SOLD_OUT')
        GROUP BY hold.order_id
        LIMIT 1),
     held AS (
       UPDATE inventory.orders
          SET hold_until = victim.hold_until
         FROM victim
        WHERE orders.order_id = victim.order_id),
     cursor AS (
       UPDATE inventory.cursor
          SET applied_until = '2025-05-04')
UPDATE inventory.ledger
   SET hold_until = victim.hold_until
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id, 'the hold of order ' || ledger.order_id;

-- I3: a customer is refused for the limit while an own hold was overdue
WITH victim AS (
       SELECT hold.order_id, least(refusal.requested_at, refusal.occurred_at) AS hold_until,
              refusal.order_id AS refused_id
         FROM inventory.ledger AS refusal
         JOIN inventory.orders AS refused ON refused.order_id = refusal.order_id
         JOIN inventory.orders AS hold
           ON hold.event_id = refused.event_id AND hold.account_id = refused.account_id
         JOIN inventory.ledger AS held ON held.order_id = hold.order_id
         JOIN inventory.ledger AS ending ON ending.order_id = hold.order_id
        WHERE refusal.reason IN ('CUSTOMER_LIMIT', 'EXPIRED_AND_CUSTOMER_LIMIT')
          AND held.kind = 'HELD' AND ending.kind IN ('EXPIRED', 'CANCELLED', 'CONFIRMED')
          AND held.seq < refusal.seq AND refusal.seq < ending.seq
        LIMIT 1),
     held AS (
       UPDATE inventory.orders
          SET hold_until = victim.hold_until
         FROM victim
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET hold_until = victim.hold_until
  FROM victim
 WHERE ledger.order_id = victim.order_id
RETURNING 'order ' || victim.refused_id, 'its order ' || ledger.order_id;

-- I4: somebody jumps the queue
UPDATE inventory.ledger
   SET request_offset = 0
 WHERE (event_id, seq) = (SELECT event_id, max(seq) FROM inventory.ledger
                           WHERE request_offset IS NOT NULL GROUP BY event_id LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'request ' || request_id;

-- I4: two decisions on one place in the log
UPDATE inventory.ledger AS second
   SET request_offset = first.request_offset
  FROM inventory.ledger AS first
 WHERE first.event_id = second.event_id
   AND first.seq = second.seq - 1
   AND first.request_offset IS NOT NULL
   AND (second.event_id, second.seq) = (
       SELECT event_id, max(seq) FROM inventory.ledger
        WHERE kind = 'HELD' AND (event_id, seq - 1) IN (
              SELECT event_id, seq FROM inventory.ledger WHERE request_offset IS NOT NULL)
        GROUP BY event_id LIMIT 1)
RETURNING 'event ' || second.event_id || ' seq ' || second.seq, 'request ' || second.request_id;

-- I4: an event lives on two shards
INSERT INTO inventory.event
SELECT shard + 1, event_id, topic, 1, 0, now(), 0, 0, 0, 0, NULL
  FROM inventory.event
 WHERE event_id = 'event-007'
RETURNING 'event ' || event_id, '{3,4}';

-- I5 I10: an order is confirmed without a payment
DELETE FROM inventory.payment
 WHERE payment_id = (SELECT min(payment_id) FROM inventory.payment WHERE status = 'APPLIED')
RETURNING 'event ' || event_id, 'order ' || order_id, payment_id;

-- I5 I10: an order is paid twice
INSERT INTO inventory.payment
SELECT shard, event_id, 'pay-again', order_id, amount_minor, currency, status, requested_at,
       request_offset, decided_at
  FROM inventory.payment
 WHERE status = 'APPLIED'
 LIMIT 1
RETURNING 'event ' || event_id, 'order ' || order_id, 'payment pay-again';

-- I5 I10: a payment is applied to an order that is only held
INSERT INTO inventory.payment
SELECT shard, event_id, 'pay-quietly', order_id, amount_minor, currency, 'APPLIED', placed_at,
       request_offset, placed_at
  FROM inventory.orders
 WHERE status = 'HELD'
 LIMIT 1
RETURNING 'event ' || event_id, 'order ' || order_id, 'pay-quietly';

-- I5: an order is confirmed for too little
UPDATE inventory.payment
   SET amount_minor = amount_minor - 1
 WHERE payment_id = (SELECT max(payment_id) FROM inventory.payment WHERE status = 'APPLIED')
RETURNING 'event ' || event_id, 'order ' || order_id, payment_id;

-- I5: an order is confirmed in another currency
UPDATE inventory.payment
   SET currency = 'JPY'
 WHERE payment_id = (SELECT max(payment_id) FROM inventory.payment WHERE status = 'APPLIED')
RETURNING 'event ' || event_id, 'order ' || order_id, 'JPY';

-- I5 I6: an order names another payment than the applied one
UPDATE inventory.orders
   SET payment_id = 'pay-other'
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'CONFIRMED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id, 'pay-other';

-- I1 I5 I6: a paid order expires
UPDATE inventory.orders
   SET status = 'EXPIRED', payment_id = NULL
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'CONFIRMED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I6: a cancelled order comes back to life for a row
UPDATE inventory.ledger
   SET status = 'EXPIRED'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE reason = 'ALREADY_CANCELLED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id || ' was CANCELLED';

-- I6: an order is cancelled after it expired
WITH victim AS (
       SELECT order_id, max(seq) AS seq
         FROM inventory.ledger
        WHERE reason = 'ALREADY_EXPIRED' AND kind = 'MOVE_REFUSED'
        GROUP BY order_id
       LIMIT 1)
UPDATE inventory.ledger
   SET kind = 'CANCELLED', quantity = 0, status = 'CANCELLED'
  FROM victim
 WHERE ledger.order_id = victim.order_id AND ledger.seq = victim.seq
RETURNING 'event ' || event_id || ' seq ' || ledger.seq, 'order ' || ledger.order_id || ' was EXPIRED';

-- I6: an order skips a version
UPDATE inventory.orders
   SET version = version + 1
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'REJECTED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I6: versions of an order leave one out
UPDATE inventory.ledger
   SET order_version = 3
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'CANCELLED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'version 3 of order ' || order_id;

-- I6: a refused move is not counted
UPDATE inventory.ledger
   SET order_version = NULL
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE reason = 'ALREADY_CONFIRMED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'version none of order ' || order_id;

-- I6: an order expires without a row in the ledger
UPDATE inventory.orders
   SET status = 'EXPIRED'
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'CANCELLED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I6: a hold is made longer
UPDATE inventory.orders
   SET hold_until = hold_until + interval '1 hour'
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'HELD' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I6: a rejected order forgets why
UPDATE inventory.orders
   SET reason = 'UNREADABLE'
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'REJECTED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id, 'UNREADABLE';

-- I6: a refusal gives no reason
UPDATE inventory.ledger
   SET reason = NULL
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'MOVE_REFUSED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id;

-- I6: an order appears without a decision
INSERT INTO inventory.orders
SELECT shard, event_id, gen_random_uuid(), 'a-friend', 1, 0, 'EUR', 'hash', now(), 0, 1, 'REJECTED',
       'SOLD_OUT', NULL, NULL
  FROM inventory.event
 WHERE event_id = 'event-003'
RETURNING 'event ' || event_id || ':', 'order ' || order_id;

-- I6: an event is opened twice
UPDATE inventory.ledger
   SET kind = 'EVENT_OPENED'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'EVENT_CHANGED' ORDER BY event_id, seq LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq || ': EVENT_OPENED';

-- I7: nobody releases any more, while requests go on
WITH applied AS (
       UPDATE inventory.cursor
          SET applied_until = now())
SELECT event_id, 'order ' || order_id
  FROM inventory.orders
 WHERE status = 'HELD'
 ORDER BY 'event ' || event_id || ': order ' || order_id
 LIMIT 1;

-- I7: one hold is forgotten
WITH victim AS (
       SELECT hold.shard, hold.event_id, hold.order_id
         FROM inventory.orders AS hold
         JOIN inventory.ledger AS held USING (shard, event_id, order_id)
        WHERE hold.status = 'HELD' AND held.kind = 'HELD'
          AND NOT EXISTS (SELECT FROM inventory.ledger AS refusal
                           WHERE refusal.event_id = hold.event_id AND refusal.seq > held.seq
                             AND reason ~ 'SOLD_OUT|NOT_ENOUGH_LEFT|CUSTOMER_LIMIT')
        LIMIT 1),
     forgotten AS (
       UPDATE inventory.orders
          SET hold_until = applied_until - interval '5001 ms'
         FROM victim
         JOIN inventory.cursor USING (shard)
        WHERE orders.order_id = victim.order_id)
UPDATE inventory.ledger
   SET hold_until = applied_until - interval '5001 ms'
  FROM victim
  JOIN inventory.cursor USING (shard)
 WHERE ledger.order_id = victim.order_id
RETURNING 'event ' || ledger.event_id || ': order ' || ledger.order_id;

-- I8: the cursor stands before what is decided
UPDATE inventory.cursor
   SET next_offset = next_offset - 2
 WHERE shard = 2
RETURNING 'of shard 2 is decided', 'cursor stands at ' || next_offset;

-- I8: the cursor is gone
DELETE FROM inventory.cursor
 WHERE shard = 1
RETURNING 'of shard 1 is decided', 'cursor stands at nothing';

-- I8: a record is quarantined before its turn
INSERT INTO inventory.quarantine (shard, topic, record_offset, headers, why, appended_at)
SELECT shard, topic, next_offset, '{}', 'no JSON', now()
  FROM inventory.cursor
 WHERE shard = 3
RETURNING 'offset ' || record_offset || ' of shard 3';

-- I8: clients are told that more is decided than is
UPDATE orders.shard_position
   SET next_offset = next_offset + 1
 WHERE shard = 0
RETURNING 'shard 0', 'shown as decided below ' || next_offset;

-- I9: an order is not shown
DELETE FROM orders.order_view
 WHERE order_id = (SELECT order_id FROM orders.order_view LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id, 'shown is nothing';

-- I9: an order is shown that nobody decided
INSERT INTO orders.order_view
SELECT event_id, gen_random_uuid(), shard, incarnation, version, account_id, quantity,
       amount_minor, currency, body_hash, placed_at, status, reason, hold_until, payment_id,
       available, last_request_id, last_code, updated_at
  FROM orders.order_view
 LIMIT 1
RETURNING 'event ' || event_id, 'order ' || order_id || ' is not there';

-- I9: an order is shown as it was
UPDATE orders.order_view
   SET status = 'HELD', payment_id = NULL, version = version - 1
 WHERE order_id = (SELECT order_id FROM orders.order_view WHERE status = 'CONFIRMED' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I9: an order is shown with a later end of its hold
UPDATE orders.order_view
   SET hold_until = hold_until + interval '1 ms'
 WHERE order_id = (SELECT order_id FROM orders.order_view WHERE status = 'HELD' LIMIT 1)
RETURNING 'event ' || event_id, 'order ' || order_id;

-- I9: a restored event was not announced again
UPDATE inventory.event
   SET incarnation = 2
 WHERE event_id = 'event-004'
RETURNING 'event ' || event_id;

-- I9: an event is shown as it was
UPDATE orders.event_view
   SET seq = seq - 1, available = available + 1, held = held - 1
 WHERE event_id = 'event-006'
RETURNING 'event ' || event_id;

-- I9: an event is shown under other terms
UPDATE orders.event_view
   SET terms = jsonb_set(terms, '{priceMinor}', '1')
 WHERE event_id = (SELECT max(event_id) FROM orders.event_view WHERE terms IS NOT NULL)
RETURNING 'event ' || event_id;

-- I9: an event is not shown
DELETE FROM orders.event_view
 WHERE event_id = 'event-008'
RETURNING 'event ' || event_id;

-- I9: a result was never announced
INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)
VALUES (1, 'event-001', 7, 9)
RETURNING 'shard 1', 'event event-001 seq 7 to 9';

-- I9: clients are not told how far decisions are
UPDATE orders.shard_position
   SET next_offset = next_offset - 1
 WHERE shard = 3
RETURNING 'shard 3', 'shown as decided below ' || next_offset;

-- I10: an order exceeds the order limit
UPDATE inventory.ledger
   SET terms = jsonb_set(terms, '{perOrderLimit}', '1')
 WHERE (event_id, seq) = (SELECT opened.event_id, opened.seq
                            FROM inventory.ledger AS opened
                            JOIN inventory.ledger AS held USING (event_id)
                            JOIN inventory.ledger AS changed USING (event_id)
                           WHERE opened.kind = 'EVENT_OPENED' AND changed.kind = 'EVENT_CHANGED'
                             AND held.kind = 'HELD' AND held.quantity > 1
                             AND held.seq < changed.seq
                           ORDER BY event_id, changed.seq LIMIT 1)
RETURNING 'event ' || event_id, 'more than the order limit of 1';

-- I10: a customer exceeds the customer limit
UPDATE inventory.ledger
   SET terms = jsonb_set(terms, '{perCustomerLimit}', '1')
 WHERE (event_id, seq) = (SELECT opened.event_id, opened.seq
                            FROM inventory.ledger AS opened
                            JOIN inventory.ledger AS held USING (event_id)
                            JOIN inventory.ledger AS changed USING (event_id)
                           WHERE opened.kind = 'EVENT_OPENED' AND changed.kind = 'EVENT_CHANGED'
                             AND held.kind = 'HELD' AND held.quantity > 1
                             AND held.seq < changed.seq
                           ORDER BY event_id, changed.seq LIMIT 1)
RETURNING 'event ' || event_id, 'more than the customer limit of 1';

-- I10: one customer has what several bought
UPDATE inventory.orders
   SET account_id = 'a-tout'
 WHERE event_id = (SELECT event_id FROM inventory.event ORDER BY sold DESC LIMIT 1)
   AND status = 'CONFIRMED'
RETURNING 'event ' || event_id, 'account a-tout';

-- I10: a customer is refused within the limit
UPDATE inventory.event
   SET terms = jsonb_set(terms, '{perCustomerLimit}', '1000')
 WHERE event_id IN (SELECT event_id FROM inventory.ledger WHERE reason ~ 'CUSTOMER_LIMIT');
UPDATE inventory.ledger
   SET terms = jsonb_set(terms, '{perCustomerLimit}', '1000')
 WHERE kind IN ('EVENT_OPENED', 'EVENT_CHANGED')
   AND event_id IN (SELECT event_id FROM inventory.ledger WHERE reason ~ 'CUSTOMER_LIMIT')
RETURNING 'refused within the customer limit of 1000';

-- I10: an order is taken while the sale is paused
UPDATE inventory.ledger
   SET terms = jsonb_set(terms, '{state}', '"PAUSED"')
 WHERE (event_id, seq) = (SELECT opened.event_id, opened.seq
                            FROM inventory.ledger AS opened
                            JOIN inventory.ledger AS held USING (event_id)
                            JOIN inventory.ledger AS changed USING (event_id)
                           WHERE opened.kind = 'EVENT_OPENED' AND changed.kind = 'EVENT_CHANGED'
                             AND held.kind = 'HELD' AND held.seq < changed.seq
                           ORDER BY event_id, changed.seq LIMIT 1)
RETURNING 'event ' || event_id, 'taken while the sale was paused';

-- I10: an order is taken after the sale
UPDATE inventory.ledger
   SET terms = jsonb_set(terms, '{saleClosesAt}', '"2025-05-04T10:00:00Z"')
 WHERE (event_id, seq) = (SELECT opened.event_id, opened.seq
                            FROM inventory.ledger AS opened
                            JOIN inventory.ledger AS held USING (event_id)
                            JOIN inventory.ledger AS changed USING (event_id)
                           WHERE opened.kind = 'EVENT_OPENED' AND changed.kind = 'EVENT_CHANGED'
                             AND held.kind = 'HELD' AND held.seq < changed.seq
                           ORDER BY event_id, changed.seq LIMIT 1)
RETURNING 'event ' || event_id, 'taken outside the sale window';

-- I10: a payment that must go back is forgotten
DELETE FROM inventory.payment
 WHERE payment_id = (SELECT min(payment_id) FROM inventory.payment WHERE status = 'REFUND_DUE')
RETURNING 'event ' || event_id, 'order ' || order_id, 'payment ' || payment_id;

-- I10: a payment is kept and nobody is told
INSERT INTO inventory.payment
SELECT shard, event_id, 'pay-for-nothing', order_id, 2500, 'EUR', 'REFUND_DUE', placed_at,
       request_offset, placed_at
  FROM inventory.orders
 WHERE status = 'REJECTED'
 LIMIT 1
RETURNING 'event ' || event_id, 'order ' || order_id, 'payment pay-for-nothing';

-- I10: a payment is sent back twice
UPDATE inventory.ledger AS second
   SET payment_id = first.payment_id
  FROM inventory.ledger AS first
 WHERE first.order_id = second.order_id
   AND (first.event_id, first.seq, second.seq) = (
       SELECT first.event_id, first.seq, second.seq
         FROM inventory.ledger AS first
         JOIN inventory.ledger AS second USING (event_id, order_id)
        WHERE first.kind = 'REFUND_DUE' AND second.kind = 'REFUND_DUE' AND first.seq < second.seq
          AND first.reason ~ 'ALREADY|WRONG' AND second.reason ~ 'ALREADY|WRONG'
        LIMIT 1)
RETURNING 'event ' || second.event_id, 'payment ' || first.payment_id, 'has 2 such rows';

-- I10: a payment is sent back for an order it was not made for
UPDATE inventory.ledger
   SET reason = 'ALREADY_CONFIRMED'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE reason = 'PAYMENT_ID_REUSED' LIMIT 1)
RETURNING 'event ' || event_id, 'payment ' || payment_id;

-- I12: a payment in time is sent back
UPDATE inventory.ledger
   SET requested_at = hold_until - interval '1 ms'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'REFUND_DUE' AND reason = 'ALREADY_EXPIRED' LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id, 'payment ' || payment_id;

-- I12: a payment in time is sent back as sold out
UPDATE inventory.ledger
   SET requested_at = hold_until - interval '1 ms'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE reason = 'EXPIRED_AND_SOLD_OUT' LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id, 'payment ' || payment_id;

-- I12: a payment in time has to take the tickets again
UPDATE inventory.ledger
   SET requested_at = hold_until - interval '1 ms'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'CONFIRMED' AND available_change < 0 LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id, 'payment ' || payment_id;

-- I12: a hold ends early
UPDATE inventory.ledger
   SET occurred_at = hold_until - interval '1 ms'
 WHERE (event_id, seq) = (SELECT event_id, seq FROM inventory.ledger
                           WHERE kind = 'EXPIRED' LIMIT 1)
RETURNING 'event ' || event_id || ' seq ' || seq, 'order ' || order_id;

-- I10: a payment is forgotten in quarantine
INSERT INTO inventory.quarantine (shard, topic, record_offset, headers, why, appended_at)
VALUES (2, 'purchase-requests', 1, '{"ce_type": "confirm-payment.v1"}', 'no JSON',
        now() - interval '901 s'),
       (2, 'purchase-requests', 2, '{"ce_type": "place-order.v1"}', 'no JSON',
        now() - interval '901 s'),
       (2, 'purchase-requests', 3, '{"ce_type": "confirm-payment.v1"}', 'no JSON',
        now() - interval '890 s')
RETURNING 'shard 2: the payment at offset 1 of purchase-requests';

-- I7 late: a hold is overdue, and its shard stands still
UPDATE inventory.orders
   SET hold_until = now() - interval '31 s'
 WHERE order_id = (SELECT order_id FROM inventory.orders WHERE status = 'HELD'
                    ORDER BY order_id LIMIT 1);
UPDATE orders.order_view
   SET hold_until = orders.hold_until
  FROM inventory.orders
 WHERE order_view.order_id = orders.order_id;
UPDATE inventory.ledger
   SET hold_until = orders.hold_until
  FROM inventory.orders
 WHERE ledger.order_id = orders.order_id AND orders.hold_until BETWEEN now() - interval '1 min' AND now()
RETURNING 'event ' || ledger.event_id || ': order ' || ledger.order_id;

-- I9 late: a result is not announced
INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)
VALUES (1, 'event-001', 7, 9)
RETURNING 'event event-001 seq 7 to 9';

-- I9 late: an order is not shown
DELETE FROM orders.order_view
 WHERE order_id = (SELECT order_id FROM orders.order_view LIMIT 1)
RETURNING 'event ' || event_id || ': order ' || order_id;

-- I9 late: an order is shown as it was
UPDATE orders.order_view
   SET status = 'HELD', payment_id = NULL, version = version - 1
 WHERE order_id = (SELECT order_id FROM orders.order_view WHERE status = 'CONFIRMED' LIMIT 1)
RETURNING 'event ' || event_id || ': order ' || order_id;

-- I9 late: an order is shown as it never was
UPDATE orders.order_view
   SET status = 'CONFIRMED'
 WHERE order_id = (SELECT order_id FROM orders.order_view WHERE status = 'CANCELLED' LIMIT 1)
RETURNING 'event ' || event_id || ': order ' || order_id;

-- I9 late: an event is shown as it was
UPDATE orders.event_view
   SET seq = seq - 1
 WHERE event_id = 'event-006'
RETURNING 'event ' || event_id;

-- I9 late: an event is not shown
DELETE FROM orders.event_view
 WHERE event_id = 'event-008'
RETURNING 'event ' || event_id;

-- I9 late: a restored event was not announced again
UPDATE inventory.event
   SET incarnation = 2
 WHERE event_id = 'event-004'
RETURNING 'event ' || event_id;

-- I9 late: clients are not told how far decisions are
UPDATE orders.shard_position
   SET next_offset = next_offset - 3
 WHERE shard = 3
RETURNING 'shard 3', 'shown as decided below ' || next_offset;
