package dev.holdfast.audit;

import static dev.holdfast.audit.Invariant.always;
import static dev.holdfast.audit.Promise.I1;
import static dev.holdfast.audit.Promise.I3;

import java.util.List;

/** Tickets: none invented, none lost, none kept from somebody who could have had it. */
final class StockInvariants {

  private static final String BALANCE =
      """
      SELECT format('event %s: capacity %s, but available %s + held %s + sold %s',
                    event_id, capacity, available, held, sold)
        FROM event
       WHERE capacity <> available + held + sold
          OR least(available, held, sold) < 0
      """;

  private static final String SUMS =
      """
      WITH allocated AS (
             SELECT shard, event_id,
                    coalesce(sum(quantity) FILTER (WHERE status = 'HELD'), 0) AS held,
                    coalesce(sum(quantity) FILTER (WHERE status = 'CONFIRMED'), 0) AS sold
               FROM orders
              WHERE status IN ('HELD', 'CONFIRMED')
              GROUP BY shard, event_id)
      SELECT format('event %s: held %s and sold %s, but its orders have held %s and sold %s',
                    event_id, event.held, event.sold, coalesce(allocated.held, 0),
                    coalesce(allocated.sold, 0))
        FROM event
        FULL JOIN allocated USING (shard, event_id)
       WHERE event.held IS DISTINCT FROM coalesce(allocated.held, 0)
          OR event.sold IS DISTINCT FROM coalesce(allocated.sold, 0)
      """;

  private static final String OVERSOLD =
      """
      SELECT format('event %s: %s tickets held or sold of %s', event_id, sum(quantity), capacity)
        FROM event
        JOIN orders USING (shard, event_id)
       WHERE status IN ('HELD', 'CONFIRMED')
       GROUP BY shard, event_id, capacity
      HAVING sum(quantity) > capacity
      """;

  private static final String REFUSED =
      """
      SELECT format('event %s seq %s: order %s of %s refused as %s with %s available',
                    event_id, seq, order_id, quantity, reason, available)
        FROM ledger
       WHERE (kind = 'REJECTED' AND reason = 'SOLD_OUT' AND available <> 0)
          OR (kind = 'REJECTED' AND reason = 'NOT_ENOUGH_LEFT'
              AND NOT (0 < available AND available < quantity))
          OR (kind = 'REFUND_DUE' AND reason = 'EXPIRED_AND_SOLD_OUT' AND available >= quantity)
      """;

  // A hold is open from its HELD row to the first row that ends it. Was anybody refused in between
  // although the hold was overdue by then, and releases were not halted? The running maximum finds
  // the suspects in one pass, the lateral join looks only at them.
  private static final String REFUSED_DESPITE_OVERDUE_HOLD =
      """
      WITH hold AS (
             SELECT shard, event_id, order_id,
                    min(seq) FILTER (WHERE kind = 'HELD') AS held_seq,
                    min(hold_until) FILTER (WHERE kind = 'HELD') AS hold_until,
                    coalesce(min(seq) FILTER (WHERE kind <> 'HELD'), 9223372036854775807) AS end_seq
               FROM ledger
              WHERE kind IN ('HELD', 'CONFIRMED', 'EXPIRED', 'CANCELLED')
              GROUP BY shard, event_id, order_id),
           timeline AS (
             SELECT shard, event_id, end_seq, order_id, held_seq, hold_until,
                    max(releasable_until) OVER (PARTITION BY shard, event_id ORDER BY end_seq)
                      AS releasable_until
               FROM (SELECT shard, event_id, end_seq, order_id, held_seq, hold_until,
                            NULL::timestamptz AS releasable_until
                       FROM hold
                      UNION ALL
                     SELECT shard, event_id, seq, NULL, NULL, NULL,
                            least(requested_at, occurred_at)
                       FROM unhalted
                      WHERE reason IN ('SOLD_OUT', 'NOT_ENOUGH_LEFT', 'EXPIRED_AND_SOLD_OUT')
                     ) AS moment)
      SELECT format('event %s seq %s: order %s refused as %s while the hold of order %s was overdue',
                    event_id, missed.seq, missed.order_id, missed.reason, timeline.order_id)
        FROM timeline
       CROSS JOIN LATERAL (
             SELECT seq, order_id, reason
               FROM unhalted
              WHERE unhalted.shard = timeline.shard
                AND unhalted.event_id = timeline.event_id
                AND seq > held_seq
                AND seq < end_seq
                AND reason IN ('SOLD_OUT', 'NOT_ENOUGH_LEFT', 'EXPIRED_AND_SOLD_OUT')
                AND least(requested_at, occurred_at) >= timeline.hold_until
              LIMIT 1) AS missed
       WHERE hold_until <= timeline.releasable_until
      """;

  private StockInvariants() {}

  static List<Invariant> all() {
    return List.of(always(I1, "balance does not add up", BALANCE),
        always(I1, "balance is not the sum over the orders", SUMS),
        always(I1, "oversold", OVERSOLD),
        always(I3, "refused for stock with another balance than the reason says", REFUSED),
        always(I3, "refused for stock while a hold was overdue", REFUSED_DESPITE_OVERDUE_HOLD));
  }
}
