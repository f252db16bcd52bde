package dev.holdfast.orders;

import dev.holdfast.localstack.LocalStack;
import java.sql.SQLException;

/** One more database of the stack, that can be cut off and given back. */
record CuttableDatabase(LocalStack stack, String name, String url) {

  static CuttableDatabase create(LocalStack stack, String name) {
    return new CuttableDatabase(stack, name, stack.createDatabase(name));
  }

  /** Ends its connections and refuses new ones. */
  void cutOff() {
    asSuperuser("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name));
    asSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
        .formatted(name));
  }

  void giveBack() {
    asSuperuser("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name));
  }

  private void asSuperuser(String sql) {
    try (var connection = stack.dataSource("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
