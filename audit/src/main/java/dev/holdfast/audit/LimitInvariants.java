package dev.holdfast.audit;

import static dev.holdfast.audit.Invariant.always;
import static dev.holdfast.audit.Promise.I10;
import static dev.holdfast.audit.Promise.I3;

import java.util.List;

/** Limits and the sale window, as they stood in the event's terms when each row was written. */
final class LimitInvariants {

  private static final String TERMS_KEPT =
      """
      WITH edition AS (
             SELECT shard, event_id, terms,
                    row_number() OVER (PARTITION BY shard, event_id ORDER BY seq) AS edition,
                    (terms ->> 'perOrderLimit')::int AS per_order,
                    (terms ->> 'perCustomerLimit')::int AS per_customer,
                    (terms ->> 'state') = 'PAUSED' AS paused,
                    coalesce((terms ->> 'saleOpensAt')::timestamptz, '-infinity') AS opens_at,
                    coalesce((terms ->> 'saleClosesAt')::timestamptz, 'infinity') AS closes_at
               FROM ledger
              WHERE kind IN ('EVENT_OPENED', 'EVENT_CHANGED')),
           step AS (
             SELECT shard, event_id, seq, kind, ledger.reason, order_id, account_id,
                    ledger.quantity, requested_at, held_change + sold_change AS taken,
                    count(*) FILTER (WHERE kind IN ('EVENT_OPENED', 'EVENT_CHANGED'))
                      OVER (PARTITION BY shard, event_id ORDER BY seq) AS edition,
                    sum(held_change + sold_change)
                      OVER (PARTITION BY shard, event_id, account_id ORDER BY seq) AS has
               FROM ledger
               LEFT JOIN orders USING (shard, event_id, order_id)),
           judged AS (
             SELECT event_id, seq, order_id, step.quantity, account_id, has,
                    CASE
                      WHEN taken > 0 AND edition.terms IS NULL THEN 'taken before the opening'
                      WHEN kind = 'HELD' AND quantity > per_order
                        THEN 'more than the order limit of ' || per_order
                      WHEN taken > 0 AND has > per_customer
                        THEN 'more than the customer limit of ' || per_customer
                      WHEN kind = 'HELD' AND paused THEN 'taken while the sale was paused'
                      WHEN kind = 'HELD' AND NOT (opens_at <= requested_at AND requested_at < closes_at)
                        THEN 'taken outside the sale window, at ' || requested_at
                      WHEN reason = 'ORDER_LIMIT' AND quantity <= per_order
                        THEN 'refused within the order limit of ' || per_order
                      WHEN reason IN ('CUSTOMER_LIMIT', 'EXPIRED_AND_CUSTOMER_LIMIT')
                        AND has + quantity <= per_customer
                        THEN 'refused within the customer limit of ' || per_customer
                      WHEN (reason = 'SALE_PAUSED' AND NOT paused)
                        OR (reason = 'SALE_NOT_OPEN' AND requested_at >= opens_at)
                        OR (reason = 'SALE_CLOSED' AND requested_at < closes_at)
                        THEN 'refused as ' || reason || ', but it was on sale at ' || requested_at
                    END AS fault
               FROM step
               LEFT JOIN edition USING (shard, event_id, edition))
      SELECT format('event %s seq %s: order %s of %s by account %s, who then had %s: %s', event_id,
                    seq, order_id, quantity, account_id, has, fault)
        FROM judged
       WHERE fault IS NOT NULL
      """;

  // As in StockInvariants, but a customer's limit is filled by holds of the same account only.
  private static final String REFUSED_DESPITE_OVERDUE_HOLD =
      """
      WITH refusal AS MATERIALIZED (
             SELECT shard, event_id, seq, order_id, account_id, unhalted.reason,
                    least(requested_at, occurred_at) AS releasable_until
               FROM unhalted
               JOIN orders USING (shard, event_id, order_id)
              WHERE unhalted.reason IN ('CUSTOMER_LIMIT', 'EXPIRED_AND_CUSTOMER_LIMIT')),
           hold AS (
             SELECT shard, event_id, order_id, account_id,
                    min(seq) FILTER (WHERE kind = 'HELD') AS held_seq,
                    min(ledger.hold_until) FILTER (WHERE kind = 'HELD') AS hold_until,
                    coalesce(min(seq) FILTER (WHERE kind <> 'HELD'), 9223372036854775807) AS end_seq
               FROM ledger
               JOIN orders USING (shard, event_id, order_id)
              WHERE kind IN ('HELD', 'CONFIRMED', 'EXPIRED', 'CANCELLED')
              GROUP BY shard, event_id, order_id, account_id),
           timeline AS (
             SELECT shard, event_id, end_seq, order_id, account_id, held_seq, hold_until,
                    max(releasable_until)
                      OVER (PARTITION BY shard, event_id, account_id ORDER BY end_seq)
                      AS releasable_until
               FROM (SELECT shard, event_id, end_seq, order_id, account_id, held_seq, hold_until,
                            NULL::timestamptz AS releasable_until
                       FROM hold
                      UNION ALL
                     SELECT shard, event_id, seq, NULL, account_id, NULL, NULL, releasable_until
                       FROM refusal) AS moment),
           suspect AS MATERIALIZED (
             SELECT shard, event_id, end_seq, order_id, account_id, held_seq, hold_until
               FROM timeline
              WHERE hold_until <= releasable_until)
      SELECT format('event %s seq %s: order %s of account %s refused as %s while its order %s was overdue',
                    event_id, seq, refusal.order_id, account_id, reason, suspect.order_id)
        FROM suspect
        JOIN refusal USING (shard, event_id, account_id)
       WHERE held_seq < seq
         AND seq < end_seq
         AND hold_until <= releasable_until
      """;

  private LimitInvariants() {}

  static List<Invariant> all() {
    return List.of(always(I10, "limit or sale window not kept", TERMS_KEPT),
        always(I3, "refused for the limit while a hold was overdue", REFUSED_DESPITE_OVERDUE_HOLD));
  }
}
