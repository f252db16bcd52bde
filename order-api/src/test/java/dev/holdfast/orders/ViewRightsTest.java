package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other roles may do with the views: the auditor reads them, and that is all. */
class ViewRightsTest {

  @ParameterizedTest
  @CsvSource({"order_view", "event_view", "shard_position"})
  void only_the_auditor_looks_and_nobody_writes(String table) {
    assertThatCode(() -> run("auditor", "SELECT * FROM orders." + table))
        .doesNotThrowAnyException();
    for (var role : new String[]{"inventory", "expiry"}) {
      assertDenied(role, "SELECT * FROM orders." + table);
    }
    for (var role : new String[]{"inventory", "expiry", "auditor"}) {
      assertDenied(role, "INSERT INTO orders.%1$s SELECT * FROM orders.%1$s".formatted(table));
      assertDenied(role, "UPDATE orders.%s SET shard = 0".formatted(table));
      assertDenied(role, "DELETE FROM orders." + table);
      assertDenied(role, "TRUNCATE orders." + table);
      assertDenied(role, "DROP TABLE orders." + table);
    }
  }

  private static void assertDenied(String role, String sql) {
    assertThatThrownBy(() -> run(role, sql)).isInstanceOfSatisfying(SQLException.class,
        e -> assertThat(e.getSQLState()).as(role + ": " + sql)
            .isEqualTo("42501"));
  }

  private static void run(String role, String sql) throws SQLException {
    try (var connection = Api.shared().stack().dataSource(role).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(sql);
    }
  }
}
