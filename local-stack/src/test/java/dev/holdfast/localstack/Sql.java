package dev.holdfast.localstack;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One statement on a connection of its own. */
final class Sql {

  private Sql() {}

  static @Nullable String ask(DataSource source, String question) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static void run(DataSource source, String sql) {
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
