package dev.holdfast.demo.contenders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events and orders of the contenders that keep the number left in a column. */
final class Tables {

  private static final String OPEN =
      """
      INSERT INTO event (event_id, capacity, available)
      VALUES (:eventId, :capacity, :capacity)
          ON CONFLICT DO NOTHING
      """;

  private static final String LEFT =
      """
      SELECT available, version
        FROM event
       WHERE event_id = :eventId
      """;

  private static final String TAKE =
      """
      UPDATE event
         SET available = available - :quantity
       WHERE event_id = :eventId
      """;

  private static final String TAKE_AT =
      """
      UPDATE event
         SET available = available - :quantity,
             version = version + 1
       WHERE event_id = :eventId
         AND version = :version
      """;

  private static final String RECORD =
      """
      INSERT INTO orders (order_id, event_id, account, quantity, status)
      VALUES (:orderId, :eventId, :account, :quantity, :status)
          ON CONFLICT DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT order_id, event_id, status, quantity
        FROM orders
       WHERE order_id = :orderId
         AND account = :account
      """;

  private final JdbcClient jdbc;

  Tables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Tickets left, and the version of the row that said so. */
  record Left(int available, long version) {}

  /** False if it is open. */
  boolean open(String eventId, int capacity) {
    return jdbc.sql(OPEN).param("eventId", eventId).param("capacity", capacity).update() == 1;
  }

  Left left(String eventId) {
    return jdbc.sql(LEFT)
        .param("eventId", eventId)
        .query((row, _) -> new Left(row.getInt("available"), row.getLong("version")))
        .optional()
        .orElseThrow(() -> unknown(eventId));
  }

  void take(Wish wish) {
    jdbc.sql(TAKE).param("eventId", wish.eventId()).param("quantity", wish.quantity()).update();
  }

  /** False if the row is not at that version any more. */
  boolean takeAt(long version, Wish wish) {
    return jdbc.sql(TAKE_AT)
        .param("eventId", wish.eventId())
        .param("quantity", wish.quantity())
        .param("version", version)
        .update() == 1;
  }

  /** False if there is an order of that key. */
  boolean record(Wish wish, Status status) {
    return jdbc.sql(RECORD)
        .param("orderId", wish.key())
        .param("eventId", wish.eventId())
        .param("account", wish.account())
        .param("quantity", wish.quantity())
        .param("status", status.name())
        .update() == 1;
  }

  Optional<Answer> find(UUID key, String account) {
    return jdbc.sql(FIND)
        .param("orderId", key)
        .param("account", account)
        .query(Tables::answer)
        .optional();
  }

  static Answer answer(ResultSet row, int number) throws SQLException {
    return new Answer(row.getObject("order_id", UUID.class), row.getString("event_id"),
        Status.valueOf(row.getString("status")), row.getInt("quantity"));
  }

  static IllegalArgumentException unknown(String eventId) {
    return new IllegalArgumentException("There is no event " + eventId);
  }

  /** A key that somebody else has used, or this account for nothing we know. */
  static IllegalArgumentException taken(Wish wish) {
    return new IllegalArgumentException("The key is used: " + wish.key());
  }
}
