package dev.holdfast.demo.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.localstack.LocalStack;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectRowLockTest {

  private static final String DATABASE = "direct_row_lock";
  private static final int TICKETS = 20;

  private final LocalStack stack = LocalStack.shared();
  private DirectRowLock direct;

  @BeforeEach
  void open() throws SQLException {
    direct = DirectRowLock.in(stack.createDatabase(DATABASE));
    direct.open("sale", TICKETS);
  }

  @Test
  void buyers_at_once_never_buy_more_than_there_is() throws Exception {
    direct.perSecond("sale", 8, Duration.ofMillis(500));

    assertThat(direct.audit()).isEmpty();
    assertThat(count("HELD")).isEqualTo(TICKETS);
    assertThat(count("REJECTED")).isPositive();
  }

  @Test
  void the_audit_sees_one_ticket_sold_too_many() throws Exception {
    direct.perSecond("sale", 4, Duration.ofMillis(200));
    execute("UPDATE orders SET status = 'HELD' WHERE order_id = (SELECT order_id FROM orders "
        + "WHERE status = 'REJECTED' LIMIT 1)");

    assertThat(direct.audit()).containsExactly("event sale: 20 tickets, 0 left, 21 sold");
  }

  private int count(String status) throws SQLException {
    try (var connection = stack.dataSource(DATABASE, "postgres").getConnection();
        var statement = connection.prepareStatement(
            "SELECT count(*) FROM orders WHERE status = ?")) {
      statement.setString(1, status);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = stack.dataSource(DATABASE, "postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
