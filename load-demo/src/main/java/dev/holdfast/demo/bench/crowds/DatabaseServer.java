package dev.holdfast.demo.bench.crowds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL that all systems share, as its superuser. */
final class DatabaseServer {

  private static final String SUPERUSER = "postgres";

  private final String anyUrl;

  /** The server of a database's URL. */
  DatabaseServer(String anyUrl) {
    this.anyUrl = anyUrl;
  }

  String url(String database) {
    return anyUrl.substring(0, anyUrl.lastIndexOf('/') + 1) + database;
  }

  DataSource at(String database) {
    var source = new PGSimpleDataSource();
    source.setURL(url(database));
    source.setUser(SUPERUSER);
    return source;
  }

  /** Makes a database and runs a script of the class path in it. */
  void create(String database, String script) {
    run(SUPERUSER, "CREATE DATABASE " + database);
    try (var in = DatabaseServer.class.getResourceAsStream(script)) {
      run(database, new String(Objects.requireNonNull(in, script).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new Trouble("Can't read " + script, e);
    }
  }

  /** Writes everything out, so that nobody pays for the writes of the one before him. */
  void checkpoint() {
    run(SUPERUSER, "CHECKPOINT");
  }

  private void run(String database, String sql) {
    try (var connection = at(database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new Trouble("%s in %s: %s".formatted(sql, database, e.getMessage()), e);
    }
  }
}
