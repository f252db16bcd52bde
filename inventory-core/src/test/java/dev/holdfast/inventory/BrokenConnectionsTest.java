package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokenConnectionsTest {

  private static final InventoryDatabase DATABASE =
      InventoryDatabase.create("broken_connections_test");
  private static final String WRITE = "DELETE FROM publication";

  private final HikariDataSource pool = new HikariDataSource();

  @BeforeEach
  void a_pool_of_one() {
    pool.setJdbcUrl(DATABASE.url());
    pool.setUsername("inventory");
    pool.setMaximumPoolSize(1);
    pool.setExceptionOverrideClassName(BrokenConnections.class.getName());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void a_connection_to_a_server_that_became_read_only_is_not_borrowed_again() throws SQLException {
    borrow(connection -> {
      run(connection, "SET default_transaction_read_only = on");
      assertThatThrownBy(() -> run(connection, WRITE)).hasMessageContaining("read-only");
    });

    borrow(connection -> run(connection, WRITE));
  }

  @Test
  void a_statement_that_fails_keeps_its_connection() throws SQLException {
    int before = process();
    borrow(connection -> assertThatThrownBy(() -> run(connection, "SELECT 1 / 0"))
        .hasMessageContaining("division by zero"));

    assertThat(process()).isEqualTo(before);
  }

  private int process() throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void borrow(Work work) throws SQLException {
    try (var connection = pool.getConnection()) {
      work.with(connection);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Work {
    void with(Connection connection) throws SQLException;
  }
}
