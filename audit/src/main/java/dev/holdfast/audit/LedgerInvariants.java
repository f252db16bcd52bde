package dev.holdfast.audit;

import static dev.holdfast.audit.Invariant.always;
import static dev.holdfast.audit.Promise.I2;
import static dev.holdfast.audit.Promise.I4;
import static dev.holdfast.audit.Promise.I8;

import java.util.List;

/** The ledger: complete, in order, and in agreement with the event and the log. */
final class LedgerInvariants {

  private static final String GAPLESS =
      """
      SELECT format('event %s: seq %s follows seq %s', event_id, seq, seq_before)
        FROM (SELECT event_id, seq,
                     lag(seq, 1, 0::bigint) OVER (PARTITION BY shard, event_id ORDER BY seq)
                       AS seq_before
                FROM ledger) AS numbered
       WHERE seq <> seq_before + 1
      """;

  private static final String BALANCES =
      """
      SELECT format('event %s seq %s: %s after %s and a change of %s', event_id, seq,
                    after, before, change)
        FROM (SELECT event_id, seq, after, change,
                     lag(after, 1, ARRAY[0, 0, 0, 0])
                       OVER (PARTITION BY shard, event_id ORDER BY seq) AS before
                FROM (SELECT shard, event_id, seq,
                             ARRAY[capacity, available, held, sold] AS after,
                             ARRAY[capacity_change, available_change, held_change, sold_change]
                               AS change
                        FROM ledger) AS balance) AS step
       WHERE after[1] <> before[1] + change[1]
          OR after[2] <> before[2] + change[2]
          OR after[3] <> before[3] + change[3]
          OR after[4] <> before[4] + change[4]
          OR after[1] <> after[2] + after[3] + after[4]
          OR least(after[2], after[3], after[4]) < 0
      """;

  private static final String CHANGES =
      """
      SELECT format('event %s seq %s: %s of %s after %s with a change of %s', event_id, seq, kind,
                    quantity, coalesce(status_before, 'nothing'), change)
        FROM (SELECT event_id, seq, kind, quantity, capacity, terms, capacity_change,
                     ARRAY[capacity_change, available_change, held_change, sold_change] AS change,
                     lag(status) OVER (PARTITION BY shard, event_id, order_id ORDER BY seq)
                       AS status_before
                FROM ledger) AS entry
       WHERE change IS DISTINCT FROM
             CASE
               WHEN kind = 'HELD' THEN ARRAY[0, -quantity, quantity, 0]
               WHEN kind = 'CONFIRMED' AND status_before = 'EXPIRED'
                 THEN ARRAY[0, -quantity, 0, quantity]
               WHEN kind = 'CONFIRMED' THEN ARRAY[0, 0, -quantity, quantity]
               WHEN kind IN ('EXPIRED', 'CANCELLED') THEN ARRAY[0, quantity, -quantity, 0]
               WHEN kind IN ('EVENT_OPENED', 'EVENT_CHANGED')
                 THEN ARRAY[capacity_change, capacity_change, 0, 0]
               ELSE ARRAY[0, 0, 0, 0]
             END
          OR (kind IN ('EVENT_OPENED', 'EVENT_CHANGED')
              AND capacity IS DISTINCT FROM (terms ->> 'capacity')::int)
      """;

  private static final String HEAD =
      """
      WITH head AS (
             SELECT shard, event_id, max(seq) AS seq
               FROM ledger
              GROUP BY shard, event_id)
      SELECT format('event %s: seq %s with %s, but its ledger ends at seq %s with %s',
                    coalesce(event.event_id, head.event_id), event.last_seq,
                    ARRAY[event.capacity, event.available, event.held, event.sold], head.seq,
                    ARRAY[newest.capacity, newest.available, newest.held, newest.sold])
        FROM event
        FULL JOIN head ON head.shard = event.shard AND head.event_id = event.event_id
        LEFT JOIN ledger AS newest
          ON newest.shard = head.shard AND newest.event_id = head.event_id
         AND newest.seq = head.seq
       WHERE event.last_seq IS DISTINCT FROM coalesce(head.seq, 0)
          OR event.capacity IS DISTINCT FROM coalesce(newest.capacity, 0)
          OR event.available IS DISTINCT FROM coalesce(newest.available, 0)
          OR event.held IS DISTINCT FROM coalesce(newest.held, 0)
          OR event.sold IS DISTINCT FROM coalesce(newest.sold, 0)
      """;

  private static final String TERMS =
      """
      WITH newest AS (
             SELECT DISTINCT ON (shard, event_id) shard, event_id, seq, terms
               FROM ledger
              WHERE kind IN ('EVENT_OPENED', 'EVENT_CHANGED')
              ORDER BY shard, event_id, seq DESC)
      SELECT format('event %s: terms %s, but those of seq %s are %s', event_id, event.terms, seq,
                    newest.terms)
        FROM event
        FULL JOIN newest USING (shard, event_id)
       WHERE jsonb_strip_nulls(event.terms) IS DISTINCT FROM jsonb_strip_nulls(newest.terms)
      """;

  private static final String OFFSETS =
      """
      SELECT format('event %s seq %s: request %s of offset %s came after offset %s', event_id, seq,
                    request_id, request_offset, offset_before)
        FROM (SELECT event_id, seq, request_offset, request_id,
                     max(request_offset) OVER earlier AS offset_before,
                     lag(request_id) OVER in_turn AS request_before
                FROM ledger
               WHERE request_offset IS NOT NULL
              WINDOW in_turn AS (PARTITION BY shard, event_id ORDER BY seq),
                     earlier AS (in_turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
             ) AS decision
       WHERE request_offset < offset_before
          OR (request_offset = offset_before AND request_id IS DISTINCT FROM request_before)
      """;

  // Across shards: in the whole table, and told by the first of the shards.
  private static final String SHARDS =
      """
      SELECT format('event %s is on the shards %s', event_id, array_agg(shard ORDER BY shard))
        FROM inventory.event AS everywhere
       GROUP BY event_id
      HAVING count(*) > 1
         AND min(shard) IN (SELECT shard FROM event)
      """;

  private static final String CURSOR =
      """
      WITH decided AS (
             SELECT shard, event_id, max(request_offset) AS last_offset
               FROM ledger
              GROUP BY shard, event_id)
      SELECT format('event %s: offset %s of shard %s is decided, but the cursor stands at %s',
                    event_id, last_offset, shard, coalesce(next_offset::text, 'nothing'))
        FROM decided
        JOIN event USING (shard, event_id)
        LEFT JOIN cursor USING (shard, topic)
       WHERE last_offset >= coalesce(next_offset, 0)
       UNION ALL
      SELECT format('quarantine: offset %s of shard %s, but the cursor stands at %s',
                    record_offset, shard, coalesce(next_offset::text, 'nothing'))
        FROM quarantine
        LEFT JOIN cursor USING (shard, topic)
       WHERE record_offset >= coalesce(next_offset, 0)
      """;

  private LedgerInvariants() {}

  static List<Invariant> all() {
    return List.of(always(I2, "gap or repeat in the ledger", GAPLESS),
        always(I2, "balance does not follow from the one before", BALANCES),
        always(I2, "change is not what the decision does", CHANGES),
        always(I2, "event row is not the head of its ledger", HEAD),
        always(I2, "terms are not the newest of the ledger", TERMS),
        always(I4, "decided out of turn", OFFSETS),
        always(I4, "event on several shards", SHARDS),
        always(I8, "decided at or beyond the cursor", CURSOR));
  }
}
