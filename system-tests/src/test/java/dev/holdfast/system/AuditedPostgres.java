package dev.holdfast.system;

import dev.holdfast.localstack.LocalStack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Databases with both schemas, to be filled, copied and damaged. */
final class AuditedPostgres {

  private final LocalStack stack = LocalStack.shared();

  /** A new database with both schemas migrated, empty. */
  void create(String database) {
    stack.createDatabase(database);
    migrate(database, "inventory", "inventory");
    migrate(database, "orders", "order_api");
  }

  /** A copy, instead of the one of that name if there is any. */
  void copy(String from, String to) throws SQLException {
    query("postgres", "DROP DATABASE IF EXISTS " + to);
    query("postgres", "CREATE DATABASE %s TEMPLATE %s".formatted(to, from));
  }

  DataSource superuser(String database) {
    return stack.dataSource(database, "postgres");
  }

  DataSource auditor(String database) {
    return stack.dataSource(database, "auditor");
  }

  /** Runs statements; what they select or return, as text. */
  List<String> query(String database, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var connection = superuser(database).getConnection();
        var statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          read(statement.getResultSet(), values);
        }
        rows = statement.getMoreResults();
      }
    }
    return values;
  }

  private static void read(ResultSet rows, List<String> values) throws SQLException {
    while (rows.next()) {
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        values.add(rows.getString(column));
      }
    }
  }

  private void migrate(String database, String schema, String owner) {
    Flyway.configure()
        .dataSource(stack.dataSource(database, owner))
        .locations("classpath:db/migration/" + schema)
        .schemas(schema)
        .load()
        .migrate();
  }
}
