package dev.holdfast.demo.verdict;

import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Waits until every request is decided, every result announced and every view as new. */
public final class Drain {

  private static final int LOOK_EVERY_MILLIS = 100;

  private static final String CURSORS =
      """
      SELECT shard, next_offset
        FROM inventory.cursor
       WHERE topic = ?
      """;

  private static final String BEHIND =
      """
      SELECT EXISTS (SELECT FROM inventory.publication WHERE event_id IS NOT NULL)
          OR EXISTS (SELECT
                       FROM inventory.event AS e
                  LEFT JOIN orders.event_view AS v ON v.event_id = e.event_id
                      WHERE v.seq IS DISTINCT FROM e.last_seq)
          OR EXISTS (SELECT
                       FROM inventory.orders AS o
                  LEFT JOIN orders.order_view AS v
                         ON v.event_id = o.event_id AND v.order_id = o.order_id
                      WHERE v.version IS DISTINCT FROM o.version)
      """;

  private final DataSource auditor;
  private final TopicReader topics;

  public Drain(DataSource auditor, TopicReader topics) {
    this.auditor = auditor;
    this.topics = topics;
  }

  /** True once drained; false if that takes longer than {@code patience}. */
  public boolean await(Duration patience) throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    var ends = topics.requestEnds();
    while (!(undecided(ends).isEmpty() && isShown())) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }

  /** The shards that have not decided all their requests below these offsets, in words. */
  public List<String> undecided(Map<Integer, Long> ends) throws SQLException {
    var cursors = new HashMap<Integer, Long>();
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(CURSORS)) {
      statement.setString(1, Topics.REQUESTS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          cursors.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return ends.entrySet()
        .stream()
        .filter(end -> cursors.getOrDefault(end.getKey(), 0L) < end.getValue())
        .map(end -> "shard %d has decided %d of %d requests".formatted(
            end.getKey(), cursors.getOrDefault(end.getKey(), 0L), end.getValue()))
        .toList();
  }

  private boolean isShown() throws SQLException {
    try (var connection = auditor.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(BEHIND)) {
      return rows.next() && !rows.getBoolean(1);
    }
  }
}
