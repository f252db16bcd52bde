package dev.holdfast.audit;

import static dev.holdfast.audit.Premise.IN_TIME;
import static dev.holdfast.audit.Premise.VIEWS_IN_TIME;
import static dev.holdfast.audit.Promise.I9;

import java.util.List;

/** What is decided and should have been announced and shown by now: the age is the ledger's. */
final class LateInvariants {

  private static final String UNANNOUNCED =
      """
      SELECT format('event %s seq %s to %s: publication %s of shard %s waits since %s', event_id,
                    first_seq, last_seq, id, shard, occurred_at)
        FROM publication
        JOIN ledger USING (shard, event_id)
       WHERE seq = last_seq
         AND occurred_at < now() - current_setting('audit.sla_ms')::bigint * interval '1 ms'
      """;

  // An order is behind since the row that its view lacks first; after a restore since its newest.
  private static final String ORDERS_BEHIND =
      """
      WITH behind AS MATERIALIZED (
             SELECT orders.shard, event_id, order_id, orders.status, orders.version,
                    shown.version AS shown,
                    CASE WHEN shown.incarnation = event.incarnation THEN shown.version + 1
                         WHEN shown.incarnation IS NULL THEN 1
                         ELSE orders.version END AS lacking
               FROM orders
               JOIN event USING (shard, event_id)
               LEFT JOIN order_view AS shown USING (event_id, order_id)
              WHERE (shown.incarnation, shown.version)
                    >= (event.incarnation, orders.version) IS NOT TRUE)
      SELECT format('event %s: order %s is %s at version %s, shown is version %s, without that of %s',
                    event_id, order_id, behind.status, version, coalesce(shown::text, 'none'),
                    occurred_at)
        FROM behind
        JOIN ledger USING (shard, event_id, order_id)
       WHERE order_version = lacking
         AND occurred_at < now() - current_setting('audit.sla_ms')::bigint * interval '1 ms'
      """;

  private static final String EVENTS_BEHIND =
      """
      SELECT format('event %s: at seq %s, shown is seq %s, without that of %s', event.event_id,
                    last_seq, coalesce(shown.seq::text, 'none'), occurred_at)
        FROM event
        LEFT JOIN event_view AS shown USING (event_id)
        JOIN ledger
          ON ledger.shard = event.shard
         AND ledger.event_id = event.event_id
         AND ledger.seq = CASE WHEN shown.incarnation = event.incarnation THEN shown.seq + 1
                               WHEN shown.incarnation IS NULL THEN 1
                               ELSE last_seq END
       WHERE (shown.incarnation, shown.seq) >= (event.incarnation, last_seq) IS NOT TRUE
         AND occurred_at < now() - current_setting('audit.sla_ms')::bigint * interval '1 ms'
      """;

  private static final String PROGRESS_BEHIND =
      """
      WITH behind AS MATERIALIZED (
             SELECT cursor.shard, cursor.next_offset,
                    coalesce(shown.next_offset, 0) AS shown
               FROM cursor
               LEFT JOIN shard_position AS shown USING (shard)
              WHERE cursor.topic = 'purchase-requests'
                AND cursor.next_offset > coalesce(shown.next_offset, 0))
      SELECT format('shard %s: decided below offset %s, shown as decided below %s since %s', shard,
                    next_offset, shown, min(occurred_at))
        FROM behind
        JOIN ledger USING (shard)
        JOIN event USING (shard, event_id)
       WHERE request_offset >= shown
         AND topic = 'purchase-requests'
         AND occurred_at < now() - current_setting('audit.sla_ms')::bigint * interval '1 ms'
       GROUP BY shard, next_offset, shown
      """;

  private LateInvariants() {}

  static List<Invariant> all() {
    return List.of(new Invariant(I9, "result not announced in time", IN_TIME, UNANNOUNCED),
        new Invariant(I9, "order not shown in time", VIEWS_IN_TIME, ORDERS_BEHIND),
        new Invariant(I9, "event not shown in time", VIEWS_IN_TIME, EVENTS_BEHIND),
        new Invariant(I9, "progress not shown in time", VIEWS_IN_TIME, PROGRESS_BEHIND));
  }
}
