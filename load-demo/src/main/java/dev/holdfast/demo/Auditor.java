package dev.holdfast.demo;

import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The database as the role {@code auditor}, which may read everything and write nothing. */
final class Auditor {

  static final String ROLE = "auditor";
  private static final int PATIENCE_SECONDS = 30;
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private Auditor() {}

  static DataSource at(String jdbcUrl) {
    return at(jdbcUrl, ROLE);
  }

  static DataSource at(String jdbcUrl, String user) {
    var dataSource = of(jdbcUrl, user);
    dataSource.setSocketTimeout(PATIENCE_SECONDS);
    return dataSource;
  }

  /** As {@link #at}, for questions that take long: millions of orders are read for an answer. */
  static DataSource patientlyAt(String jdbcUrl, String user, Duration longest) {
    var dataSource = of(jdbcUrl, user);
    dataSource.setSocketTimeout(Math.toIntExact(longest.plus(MARGIN).toSeconds()));
    dataSource.setTcpKeepAlive(true);
    return dataSource;
  }

  private static PGSimpleDataSource of(String jdbcUrl, String user) {
    var dataSource = new PGSimpleDataSource();
    try {
      dataSource.setURL(jdbcUrl);
    } catch (IllegalArgumentException e) {
      throw new Trouble("--jdbc-url must look like jdbc:postgresql://host:5432/holdfast: "
          + jdbcUrl, e);
    }
    if (dataSource.getUser() == null) {
      dataSource.setUser(user);
    }
    var password = System.getenv("HOLDFAST_AUDITOR_PASSWORD");
    if (password != null) {
      dataSource.setPassword(password);
    }
    dataSource.setApplicationName("holdfast-demo");
    return dataSource;
  }
}
