package dev.holdfast.audit;

import static dev.holdfast.audit.Premise.DRAINED;
import static dev.holdfast.audit.Premise.VIEWS;
import static dev.holdfast.audit.Promise.I8;
import static dev.holdfast.audit.Promise.I9;

import java.util.List;

/** What clients are shown, against the inventory. */
final class ViewInvariants {

  private static final String ORDERS =
      """
      WITH decided AS (
             SELECT orders.*, incarnation
               FROM inventory.orders
               JOIN inventory.event USING (shard, event_id))
      SELECT format('event %s: order %s is %s, shown is %s', event_id, order_id,
                    CASE WHEN decided.version IS NULL THEN 'not there'
                         ELSE to_jsonb(decided)::text END,
                    CASE WHEN shown.version IS NULL THEN 'nothing'
                         ELSE to_jsonb(shown)::text END)
        FROM decided
        FULL JOIN orders.order_view AS shown USING (event_id, order_id)
       WHERE (decided.shard, decided.incarnation, decided.version, decided.account_id,
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
        FROM inventory.event
        FULL JOIN orders.event_view AS shown USING (event_id)
       WHERE event.shard IS DISTINCT FROM shown.shard
          OR event.incarnation IS DISTINCT FROM shown.incarnation
          OR last_seq IS DISTINCT FROM seq
          OR event.capacity IS DISTINCT FROM shown.capacity
          OR event.available IS DISTINCT FROM shown.available
          OR event.held IS DISTINCT FROM shown.held
          OR event.sold IS DISTINCT FROM shown.sold
          OR jsonb_strip_nulls(event.terms) IS DISTINCT FROM jsonb_strip_nulls(shown.terms)
      """;

  private static final String UNANNOUNCED =
      """
      SELECT format('shard %s: publication %s of %s is still there', shard, id,
                    coalesce('event ' || event_id || ' seq ' || first_seq || ' to ' || last_seq,
                             'progress ' || next_offset))
        FROM inventory.publication
      """;

  private static final String PROGRESS_LACKING =
      """
      SELECT format('shard %s: decided below offset %s, shown as decided below %s', shard,
                    max(cursor.next_offset), coalesce(max(shown.next_offset), 0))
        FROM inventory.cursor
        LEFT JOIN orders.shard_position AS shown USING (shard)
       GROUP BY shard
      HAVING max(cursor.next_offset) > coalesce(max(shown.next_offset), 0)
      """;

  private static final String PROGRESS_AHEAD =
      """
      SELECT format('shard %s: decided below offset %s, shown as decided below %s', shard,
                    coalesce(max(cursor.next_offset), 0), max(shown.next_offset))
        FROM orders.shard_position AS shown
        LEFT JOIN inventory.cursor USING (shard)
       GROUP BY shard
      HAVING max(shown.next_offset) > coalesce(max(cursor.next_offset), 0)
      """;

  private ViewInvariants() {}

  static List<Invariant> all() {
    return List.of(new Invariant(I9, "order shown otherwise than it is", DRAINED, ORDERS),
        new Invariant(I9, "event shown otherwise than it is", DRAINED, EVENTS),
        new Invariant(I9, "result not announced", DRAINED, UNANNOUNCED),
        new Invariant(I9, "progress not shown", DRAINED, PROGRESS_LACKING),
        new Invariant(I8, "more is shown as decided than is", VIEWS, PROGRESS_AHEAD));
  }
}
