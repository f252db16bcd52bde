package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.ReleaseHalt;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReleaseHaltTable implements ReleaseHalt {

  private static final String LOOK =
      """
      SELECT clock_timestamp() AS clock,
             (SELECT min(why) FROM release_halt WHERE until_offset IS NULL) AS why
      """;

  private static final String HALT =
      """
      INSERT INTO release_halt (shard, topic, why, from_offset)
      SELECT shard, topic,
             concat(CAST(:why AS text), ' (', current_setting('application_name'), ' at ', inet_client_addr(), ')'),
             next_offset
        FROM cursor
          ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;

  ReleaseHaltTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Moment look() {
    return jdbc.sql(LOOK)
        .query((rs, number) -> new Moment(
            rs.getObject("clock", OffsetDateTime.class).toInstant(), rs.getString("why")))
        .single();
  }

  @Override
  public void halt(String why) {
    jdbc.sql(HALT).param("why", why).update();
  }
}
