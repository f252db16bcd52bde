package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** The holds of some events: when they are due, and when they are gone. */
final class DueHolds implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LOOK_EVERY_MILLIS = 20;

  private static final String HELD =
      """
      SELECT coalesce(sum(held), 0)
        FROM inventory.event
       WHERE event_id = ANY (?)
      """;

  private static final String MILLIS_TO_DUE =
      """
      SELECT ceil(extract(epoch FROM max(hold_until) - clock_timestamp()) * 1000)
        FROM inventory.orders
       WHERE event_id = ANY (?)
         AND status = 'HELD'
      """;

  private final Connection connection;
  private final List<String> events;

  DueHolds(DataSource superuser, List<String> events) {
    this.events = events;
    try {
      connection = superuser.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("Can't watch the holds", e);
    }
  }

  long held() {
    return ask(HELD);
  }

  void awaitDue() throws InterruptedException {
    Thread.sleep(Math.max(0, ask(MILLIS_TO_DUE)));
  }

  /** Waits until nothing is held any more. */
  void awaitReleased() throws InterruptedException {
    var deadline = Deadline.in(PATIENCE);
    while (held() > 0) {
      if (deadline.isOver()) {
        throw new Trouble("%d tickets are still held after %d s".formatted(held(),
            PATIENCE.toSeconds()));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Can't close the connection", e);
    }
  }

  private long ask(String question) {
    try (var statement = connection.prepareStatement(question)) {
      statement.setArray(1, connection.createArrayOf("text", events.toArray()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Can't see the holds", e);
    }
  }
}
