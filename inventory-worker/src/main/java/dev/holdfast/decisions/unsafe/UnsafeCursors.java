package dev.holdfast.decisions.unsafe;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.model.Cursor;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cursors that keep nobody out: no lock, and whatever comes next is taken. */
@Component
@Primary
@ConditionalOnBooleanProperty("holdfast.unsafe")
class UnsafeCursors implements Cursors {

  private static final String ADVANCE =
      """
      UPDATE cursor
         SET next_offset = greatest(next_offset, :nextOffset),
             applied_until = greatest(applied_until, :appliedUntil)
       WHERE shard = :shard
         AND topic = :topic
      """;

  private final Cursors cursors;
  private final JdbcClient jdbc;

  UnsafeCursors(@Qualifier("cursorTable") Cursors cursors, JdbcClient jdbc) {
    this.cursors = cursors;
    this.jdbc = jdbc;
  }

  @Override
  public Cursor lock(String topic, int shard) {
    var cursor = cursors.find(topic, shard).orElseThrow();
    long first = TwoDeciders.HALF.get().batch().records().getFirst().offset();
    return new Cursor(topic, shard, cursor.topicId(), first, cursor.leaderEpoch(),
        cursor.appliedUntil(), cursor.incarnation());
  }

  @Override
  public void advance(Cursor cursor) {
    jdbc.sql(ADVANCE)
        .param("shard", cursor.shard())
        .param("topic", cursor.topic())
        .param("nextOffset", cursor.nextOffset())
        .param("appliedUntil", cursor.appliedUntil().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<Cursor> find(String topic, int shard) {
    return cursors.find(topic, shard);
  }

  @Override
  public List<Cursor> withHoldsEnded(String topic, Collection<Integer> shards) {
    return cursors.withHoldsEnded(topic, shards);
  }

  @Override
  public void create(String topic, UUID topicId, int partitions) {
    cursors.create(topic, topicId, partitions);
  }

  @Override
  public List<Cursor> all(String topic) {
    return cursors.all(topic);
  }

  @Override
  public boolean anyEvent() {
    return cursors.anyEvent();
  }
}
