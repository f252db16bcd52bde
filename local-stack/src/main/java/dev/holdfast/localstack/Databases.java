package dev.holdfast.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases of a stack, each with the roles and schemas of {@code deploy/postgres/init.sql}. */
final class Databases {

  static final String SUPERUSER = "postgres";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private static final String IS_THERE =
      """
      SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)
      """;

  private static final String IS_INITIALISED =
      """
      SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)
      """;

  private final PostgresServer server;

  Databases(PostgresServer server) {
    this.server = server;
  }

  String url(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), database);
  }

  DataSource as(String role, String database) {
    var source = new PGSimpleDataSource();
    source.setURL(url(database));
    source.setUser(role);
    return source;
  }

  /** Makes the database unless it is there; a creation cut short is finished. */
  synchronized void ensure(String name) {
    try {
      if (!ask("postgres", IS_THERE, name)) {
        run("CREATE DATABASE " + valid(name));
      }
      if (!ask(name, IS_INITIALISED, "orders")) {
        initialise(name);
      }
    } catch (SQLException | IOException e) {
      throw new StackException("Cannot make the database " + name, e);
    }
  }

  synchronized void recreate(String name) {
    try {
      run("DROP DATABASE IF EXISTS " + valid(name) + " WITH (FORCE)");
      ensure(name);
    } catch (SQLException e) {
      throw new StackException("Cannot drop the database " + name, e);
    }
  }

  private void initialise(String database) throws SQLException, IOException {
    try (var connection = connect(database); var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(script());
      connection.commit();
    }
  }

  private boolean ask(String database, String question, String name) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.prepareStatement(question)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (var connection = connect("postgres"); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    return as(SUPERUSER, database).getConnection();
  }

  private static String valid(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a database name: " + name);
    }
    return name;
  }

  private static String script() throws IOException {
    try (var in = Databases.class.getResourceAsStream("init.sql")) {
      return new String(
          Objects.requireNonNull(in, "init.sql is missing: build local-stack with Maven")
              .readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
