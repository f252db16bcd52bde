package dev.holdfast.audit;

import static dev.holdfast.audit.Premise.DRAINED;
import static dev.holdfast.audit.Premise.VIEWS;
import static dev.holdfast.audit.Promise.I8;
import static dev.holdfast.audit.Promise.I9;

import java.util.List;

/** What clients are shown, against the inventory. */
final class ViewInvariants {

  // A result is decided before it is shown: one snapshot never sees more in the views.
  private static final String ORDERS =
      """
      WITH decided AS (
             SELECT orders.*, incarnation
               FROM orders
               JOIN event USING (shard, event_id))
      SELECT format('event %s: order %s is %s, shown is %s', event_id, order_id,
                    CASE WHEN decided.version IS NULL THEN 'not there'
                         ELSE to_jsonb(decided)::text END,
                    to_jsonb(shown))
        FROM order_view AS shown
        LEFT JOIN decided USING (event_id, order_id)
       WHERE (shown.incarnation, shown.version)
             < (decided.incarnation, decided.version) IS NOT TRUE
         AND (decided.shard, decided.incarnation, decided.version, decided.account_id,
              decided.quantity, decided.amount_minor, decided.currency, decided.body_hash,
              decided.placed_at, decided.status, decided.reason, decided.hold_until,
              decided.payment_id)
             IS DISTINCT FROM
             (shown.shard, shown.incarnation, shown.version, shown.account_id,
              shown.quantity, shown.amount_minor, shown.currency, shown.body_hash,
              shown.placed_at, shown.status, shown.reason, shown.hold_until,
              shown.payment_id)
      """;

  private static final String EVENTS =
      """
      SELECT format('event %s: at seq %s with %s, shown is seq %s with %s', event_id, last_seq,
                    ARRAY[event.capacity, event.available, event.held, event.sold], seq,
                    ARRAY[shown.capacity, shown.available, shown.held, shown.sold])
        FROM event_view AS shown
        LEFT JOIN event USING (event_id)
       WHERE (shown.incarnation, seq) < (event.incarnation, last_seq) IS NOT TRUE
         AND (event.shard IS DISTINCT FROM shown.shard
              OR event.incarnation IS DISTINCT FROM shown.incarnation
              OR last_seq IS DISTINCT FROM seq
              OR event.capacity IS DISTINCT FROM shown.capacity
              OR event.available IS DISTINCT FROM shown.available
              OR event.held IS DISTINCT FROM shown.held
              OR event.sold IS DISTINCT FROM shown.sold
              OR jsonb_strip_nulls(event.terms) IS DISTINCT FROM jsonb_strip_nulls(shown.terms))
      """;

  private static final String ORDERS_BEHIND =
      """
      SELECT format('event %s: order %s is %s at version %s, shown is %s', event_id, order_id,
                    orders.status, orders.version,
                    coalesce(shown.status || ' at version ' || shown.version, 'nothing'))
        FROM orders
        JOIN event USING (shard, event_id)
        LEFT JOIN order_view AS shown USING (event_id, order_id)
       WHERE (shown.incarnation, shown.version)
             >= (event.incarnation, orders.version) IS NOT TRUE
      """;

  private static final String EVENTS_BEHIND =
      """
      SELECT format('event %s: at seq %s, shown is %s', event_id, last_seq,
                    coalesce('seq ' || seq, 'nothing'))
        FROM event
        LEFT JOIN event_view AS shown USING (event_id)
       WHERE (shown.incarnation, seq) >= (event.incarnation, last_seq) IS NOT TRUE
      """;

  // Not progress alone: a tick may come at any moment.
  private static final String UNANNOUNCED =
      """
      SELECT format('shard %s: publication %s of event %s seq %s to %s is still there', shard, id,
                    event_id, first_seq, last_seq)
        FROM publication
       WHERE event_id IS NOT NULL
      """;

  private static final String PROGRESS_LACKING =
      """
      SELECT format('shard %s: decided below offset %s, shown as decided below %s', shard,
                    max(cursor.next_offset), coalesce(max(shown.next_offset), 0))
        FROM cursor
        LEFT JOIN shard_position AS shown USING (shard)
       GROUP BY shard
      HAVING max(cursor.next_offset) > coalesce(max(shown.next_offset), 0)
         AND max(cursor.applied_until) < clock_timestamp() - interval '5 s'
      """;

  private static final String PROGRESS_AHEAD =
      """
      SELECT format('shard %s: decided below offset %s, shown as decided below %s', shard,
                    coalesce(max(cursor.next_offset), 0), max(shown.next_offset))
        FROM shard_position AS shown
        LEFT JOIN cursor USING (shard)
       GROUP BY shard
      HAVING max(shown.next_offset) > coalesce(max(cursor.next_offset), 0)
      """;

  private ViewInvariants() {}

  static List<Invariant> all() {
    return List.of(new Invariant(I9, "order shown otherwise than it is", VIEWS, ORDERS),
        new Invariant(I9, "event shown otherwise than it is", VIEWS, EVENTS),
        new Invariant(I9, "order not shown, or as it was", DRAINED, ORDERS_BEHIND),
        new Invariant(I9, "event not shown, or as it was", DRAINED, EVENTS_BEHIND),
        new Invariant(I9, "result not announced", DRAINED, UNANNOUNCED),
        new Invariant(I9, "progress not shown", DRAINED, PROGRESS_LACKING),
        new Invariant(I8, "more is shown as decided than is", VIEWS, PROGRESS_AHEAD));
  }
}
