package dev.holdfast.expiry.jdbc;

import dev.holdfast.expiry.DueHolds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DueHoldTables implements DueHolds {

  private static final String EVENTS =
      """
      SELECT e.shard, e.event_id
        FROM event e
        JOIN cursor c
          ON c.shard = e.shard
         AND c.topic = e.topic
       CROSS JOIN LATERAL (
             SELECT hold_until
               FROM orders o
              WHERE o.shard = e.shard
                AND o.event_id = e.event_id
                AND o.status = 'HELD'
              ORDER BY hold_until
              LIMIT 1) AS first
       WHERE e.held > 0
         AND first.hold_until <= least(c.applied_until, clock_timestamp())
      """;

  private static final String RELEASABLE_UNTIL =
      """
      SELECT least(c.applied_until, :now)
        FROM event e
        JOIN cursor c
          ON c.shard = e.shard
         AND c.topic = e.topic
       WHERE e.shard = :shard
         AND e.event_id = :eventId
      """;

  private final JdbcClient jdbc;

  DueHoldTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<EventKey> events() {
    return jdbc.sql(EVENTS)
        .query((rs, number) -> new EventKey(rs.getInt("shard"), rs.getString("event_id")))
        .list();
  }

  @Override
  public Instant releasableUntil(EventKey event, Instant now) {
    return jdbc.sql(RELEASABLE_UNTIL)
        .param("shard", event.shard())
        .param("eventId", event.eventId())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((rs, number) -> rs.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }
}
