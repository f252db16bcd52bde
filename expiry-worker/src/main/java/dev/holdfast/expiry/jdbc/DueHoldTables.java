package dev.holdfast.expiry.jdbc;

import dev.holdfast.expiry.DueHolds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DueHoldTables implements DueHolds {

  private static final String EVENTS =
      """
      SELECT f.shard, f.event_id
        FROM first_hold f
        JOIN cursor c
          ON c.shard = f.shard
         AND c.topic = f.topic
       WHERE f.hold_until <= least(c.applied_until, clock_timestamp())
         AND NOT EXISTS (
             SELECT
               FROM release_halt h
              WHERE h.shard = f.shard
                AND h.until_offset IS NULL)
      """;

  private static final String RELEASABLE_UNTIL =
      """
      SELECT least(min(c.applied_until), :now)
        FROM event e
        JOIN cursor c
          ON c.shard = e.shard
         AND c.topic = e.topic
       WHERE e.shard = :shard
         AND e.event_id = ANY (:eventIds)
      HAVING count(*) = cardinality(:eventIds)
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
  public Instant releasableUntil(int shard, Collection<String> eventIds, Instant now) {
    return jdbc.sql(RELEASABLE_UNTIL)
        .param("shard", shard)
        .param("eventIds", eventIds.toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((rs, number) -> rs.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }
}
