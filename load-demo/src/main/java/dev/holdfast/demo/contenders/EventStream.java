package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The streams of the event-sourced contender; each statement is a transaction of its own. */
final class EventStream {

  private static final String OPEN =
      """
      INSERT INTO snapshot (event_id, capacity, seq, available)
      VALUES (:eventId, :capacity, 0, :capacity)
          ON CONFLICT DO NOTHING
      """;

  private static final String REPLAY =
      """
         SELECT s.seq + count(t.seq) AS seq,
                s.available - coalesce(sum(t.quantity), 0) AS available
           FROM snapshot AS s
      LEFT JOIN taken AS t ON t.event_id = s.event_id AND t.seq > s.seq
          WHERE s.event_id = :eventId
       GROUP BY s.event_id
      """;

  private static final String APPEND =
      """
      INSERT INTO taken (event_id, seq, order_id, account, quantity, at)
      VALUES (:eventId, :seq, :orderId, :account, :quantity, now())
          ON CONFLICT DO NOTHING
      """;

  private static final String REJECT =
      """
      INSERT INTO rejected (order_id, event_id, account, quantity, at)
      SELECT :orderId, :eventId, :account, :quantity, now()
       WHERE NOT EXISTS (SELECT FROM taken WHERE order_id = :orderId)
          ON CONFLICT DO NOTHING
      """;

  private static final String SNAPSHOT =
      """
      UPDATE snapshot
         SET seq = :seq,
             available = :available
       WHERE event_id = :eventId
         AND seq < :seq
      """;

  private static final String FIND =
      """
      SELECT order_id, event_id, 'HELD' AS status, quantity
        FROM taken
       WHERE order_id = :orderId
         AND account = :account
       UNION ALL
      SELECT order_id, event_id, 'REJECTED', quantity
        FROM rejected
       WHERE order_id = :orderId
         AND account = :account
       LIMIT 1
      """;

  private final JdbcClient jdbc;

  EventStream(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What an event's stream says up to the number {@code seq}. */
  record State(long seq, int available) {}

  void open(String eventId, int capacity) {
    jdbc.sql(OPEN).param("eventId", eventId).param("capacity", capacity).update();
  }

  State replay(String eventId) {
    return jdbc.sql(REPLAY)
        .param("eventId", eventId)
        .query((row, _) -> new State(row.getLong("seq"), row.getInt("available")))
        .optional()
        .orElseThrow(() -> Tables.unknown(eventId));
  }

  /** False if the number is taken, or the key. */
  boolean append(Wish wish, long seq) {
    return about(APPEND, wish).param("seq", seq).update() == 1;
  }

  /** False if there is an order of that key. Changes no state, so it needs no number. */
  boolean reject(Wish wish) {
    return about(REJECT, wish).update() == 1;
  }

  void snapshot(String eventId, State state) {
    jdbc.sql(SNAPSHOT)
        .param("eventId", eventId)
        .param("seq", state.seq())
        .param("available", state.available())
        .update();
  }

  Optional<Answer> find(UUID key, String account) {
    return jdbc.sql(FIND)
        .param("orderId", key)
        .param("account", account)
        .query(Tables::answer)
        .optional();
  }

  private JdbcClient.StatementSpec about(String sql, Wish wish) {
    return jdbc.sql(sql)
        .param("orderId", wish.key())
        .param("eventId", wish.eventId())
        .param("account", wish.account())
        .param("quantity", wish.quantity());
  }
}
