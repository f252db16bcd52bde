package dev.holdfast.decisions.jdbc;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.model.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CursorTable implements Cursors {

  private static final String LOCK =
      """
      SELECT *
        FROM cursor
       WHERE shard = :shard
         AND topic = :topic
         FOR UPDATE
      """;

  private static final String ADVANCE =
      """
      UPDATE cursor
         SET next_offset = :nextOffset,
             leader_epoch = :leaderEpoch,
             applied_until = :appliedUntil
       WHERE shard = :shard
         AND topic = :topic
      """;

  private static final String WITH_HOLDS_ENDED =
      """
      SELECT c.*
        FROM cursor c
       WHERE c.topic = :topic
         AND c.shard = ANY (:shards)
         AND EXISTS (
             SELECT
               FROM first_hold f
              WHERE f.shard = c.shard
                AND f.topic = c.topic
                AND f.hold_until > c.applied_until
                AND f.hold_until <= clock_timestamp())
      """;

  private static final String CREATE =
      """
      INSERT INTO cursor (shard, topic, topic_id, next_offset, applied_until)
      SELECT shard, :topic, :topicId, 0, 'epoch'
        FROM generate_series(0, :partitions - 1) AS s(shard)
          ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;

  CursorTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Cursor lock(String topic, int shard) {
    return at(LOCK, topic, shard).query(CursorTable::read).single();
  }

  @Override
  public void advance(Cursor cursor) {
    int changed = at(ADVANCE, cursor.topic(), cursor.shard())
        .param("nextOffset", cursor.nextOffset())
        .param("leaderEpoch", cursor.leaderEpoch())
        .param("appliedUntil", cursor.appliedUntil().atOffset(ZoneOffset.UTC))
        .update();
    if (changed != 1) {
      throw new IllegalStateException("The cursor row vanished: " + cursor);
    }
  }

  @Override
  public Optional<Cursor> find(String topic, int shard) {
    return at("SELECT * FROM cursor WHERE shard = :shard AND topic = :topic", topic, shard)
        .query(CursorTable::read)
        .optional();
  }

  @Override
  public List<Cursor> withHoldsEnded(String topic, Collection<Integer> shards) {
    return jdbc.sql(WITH_HOLDS_ENDED)
        .param("topic", topic)
        .param("shards", shards.stream().mapToInt(Integer::intValue).toArray())
        .query(CursorTable::read)
        .list();
  }

  @Override
  public void create(String topic, UUID topicId, int partitions) {
    jdbc.sql(CREATE)
        .param("topic", topic)
        .param("topicId", topicId)
        .param("partitions", partitions)
        .update();
  }

  @Override
  public List<Cursor> all(String topic) {
    return jdbc.sql("SELECT * FROM cursor WHERE topic = :topic ORDER BY shard")
        .param("topic", topic)
        .query(CursorTable::read)
        .list();
  }

  @Override
  public boolean anyEvent() {
    return jdbc.sql("SELECT EXISTS (SELECT FROM event)")
        .query((rs, number) -> rs.getBoolean(1))
        .single();
  }

  private JdbcClient.StatementSpec at(String sql, String topic, int shard) {
    return jdbc.sql(sql).param("topic", topic).param("shard", shard);
  }

  private static Cursor read(ResultSet rs, int number) throws SQLException {
    return new Cursor(rs.getString("topic"), rs.getInt("shard"),
        rs.getObject("topic_id", UUID.class), rs.getLong("next_offset"),
        rs.getInt("leader_epoch"),
        rs.getObject("applied_until", OffsetDateTime.class).toInstant(),
        rs.getInt("incarnation"));
  }
}
