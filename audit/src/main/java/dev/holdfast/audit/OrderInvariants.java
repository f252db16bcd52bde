package dev.holdfast.audit;

import static dev.holdfast.audit.Invariant.always;
import static dev.holdfast.audit.Promise.I6;
import static dev.holdfast.audit.Promise.I7;

import java.util.List;

/** Orders and events: every step a legal one, and none forgotten. */
final class OrderInvariants {

  private static final String MOVES =
      """
      SELECT format('event %s seq %s: order %s was %s, then %s made it %s', event_id, seq,
                    order_id, status_before, kind, coalesce(status, 'nothing'))
        FROM (SELECT event_id, seq, order_id, kind, status,
                     lag(status, 1, 'NEW') OVER (
                       PARTITION BY shard, event_id, order_id ORDER BY order_version, seq)
                       AS status_before
                FROM ledger
               WHERE order_version IS NOT NULL) AS move
       WHERE ((status_before, kind, status) IN (
               ('NEW', 'HELD', 'HELD'),
               ('NEW', 'REJECTED', 'REJECTED'),
               ('HELD', 'CONFIRMED', 'CONFIRMED'),
               ('HELD', 'EXPIRED', 'EXPIRED'),
               ('HELD', 'CANCELLED', 'CANCELLED'),
               ('EXPIRED', 'CONFIRMED', 'CONFIRMED'))
              OR (kind IN ('REFUND_DUE', 'MOVE_REFUSED') AND status = status_before)
             ) IS NOT TRUE
      """;

  private static final String VERSIONS =
      """
      SELECT format('event %s seq %s: version %s of order %s comes after version %s', event_id,
                    seq, coalesce(order_version::text, 'none'), order_id, version_before)
        FROM (SELECT event_id, seq, kind, order_id, order_version,
                     coalesce(max(order_version) OVER earlier, 0) AS version_before
                FROM ledger
               WHERE order_id IS NOT NULL
              WINDOW earlier AS (PARTITION BY shard, event_id, order_id ORDER BY seq
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS numbered
       WHERE order_version <> version_before + 1
          OR (order_version IS NULL
              AND (version_before > 0 OR kind NOT IN ('REFUND_DUE', 'MOVE_REFUSED')))
      """;

  private static final String STANDING =
      """
      WITH newest AS (
             SELECT DISTINCT ON (shard, event_id, order_id)
                    shard, event_id, order_id, order_version, status, rejection, quantity,
                    hold_until, paid_by,
                    count(*) OVER (PARTITION BY shard, event_id, order_id) AS ledger_rows
               FROM ledger
              WHERE order_version IS NOT NULL
              ORDER BY shard, event_id, order_id, seq DESC)
      SELECT format('event %s: order %s is %s, but its ledger says %s', event_id, order_id,
                    ARRAY[version::text, orders.status, reason, orders.hold_until::text,
                          payment_id, orders.quantity::text],
                    ARRAY[ledger_rows::text, newest.status, rejection, newest.hold_until::text,
                          paid_by, newest.quantity::text])
        FROM orders
        FULL JOIN newest USING (shard, event_id, order_id)
       WHERE version IS DISTINCT FROM ledger_rows
          OR version IS DISTINCT FROM order_version
          OR orders.status IS DISTINCT FROM newest.status
          OR reason IS DISTINCT FROM rejection
          OR orders.hold_until IS DISTINCT FROM newest.hold_until
          OR payment_id IS DISTINCT FROM paid_by
          OR orders.quantity <> newest.quantity
      """;

  private static final String REASONS =
      """
      SELECT format('event %s seq %s: order %s %s for %s, but the order says %s', event_id, seq,
                    order_id, kind, coalesce(reason, 'nothing'), coalesce(rejection, 'nothing'))
        FROM ledger
       WHERE (kind = 'REJECTED' AND (reason IS NULL OR reason IS DISTINCT FROM rejection))
          OR (kind IN ('REFUND_DUE', 'MOVE_REFUSED', 'CHANGE_REFUSED') AND reason IS NULL)
      """;

  private static final String OPENINGS =
      """
      SELECT format('event %s seq %s: %s after %s openings', event_id, seq, kind, openings)
        FROM (SELECT event_id, seq, kind,
                     count(*) FILTER (WHERE kind = 'EVENT_OPENED') OVER earlier AS openings
                FROM ledger
               WHERE kind IN ('EVENT_OPENED', 'EVENT_CHANGED')
              WINDOW earlier AS (PARTITION BY shard, event_id ORDER BY seq
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS opening
       WHERE openings <> CASE kind WHEN 'EVENT_OPENED' THEN 0 ELSE 1 END
      """;

  // now() is the start of the transaction, so not after the snapshot: a release that is not in the
  // snapshot yet can't make a hold look older than it was.
  private static final String OVERDUE =
      """
      SELECT format('event %s: order %s is held until %s, applied until %s', event_id, order_id,
                    hold_until, applied_until)
        FROM orders
        JOIN event USING (shard, event_id)
        JOIN cursor USING (shard, topic)
       WHERE status = 'HELD'
         AND hold_until < least(now(), applied_until)
             - current_setting('audit.overdue_tolerance_ms')::bigint * interval '1 ms'
      """;

  private static final String OVERDUE_AND_STANDING_STILL =
      """
      SELECT format('event %s: order %s is held until %s, applied until %s', event_id, order_id,
                    hold_until, coalesce(applied_until::text, 'nobody knows when'))
        FROM orders
        JOIN event USING (shard, event_id)
        LEFT JOIN cursor USING (shard, topic)
       WHERE status = 'HELD'
         AND hold_until < now() - current_setting('audit.sla_ms')::bigint * interval '1 ms'
         AND (hold_until < applied_until
              - current_setting('audit.overdue_tolerance_ms')::bigint * interval '1 ms') IS NOT TRUE
      """;

  private OrderInvariants() {}

  static List<Invariant> all() {
    return List.of(always(I6, "illegal move of an order", MOVES),
        always(I6, "version of an order left out or repeated", VERSIONS),
        always(I6, "order is not what its newest ledger row says", STANDING),
        always(I6, "refusal without a reason", REASONS),
        always(I6, "event opened twice or changed before", OPENINGS),
        new Invariant(I7, "overdue hold", Premise.EXPIRY_RUNNING, OVERDUE),
        new Invariant(I7, "overdue hold of a shard that stands still", Premise.IN_TIME,
            OVERDUE_AND_STANDING_STILL));
  }
}
