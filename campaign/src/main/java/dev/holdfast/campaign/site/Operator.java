package dev.holdfast.campaign.site;

import dev.holdfast.demo.crowd.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** What a person does on the database, as its superuser. */
final class Operator {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOK_EVERY_MILLIS = 200;

  private final DataSource superuser;

  Operator(DataSource superuser) {
    this.superuser = superuser;
  }

  /** Workers halt releases while clocks disagree, and a person lets them go on. */
  void letReleasesGoOn() throws InterruptedException {
    untilItWorks("SELECT inventory.release_again()");
  }

  /** Another fault of the round may have taken PostgreSQL down. */
  void untilItWorks(String sql) throws InterruptedException {
    var deadline = Deadline.in(PATIENCE);
    while (!works(sql)) {
      if (deadline.isOver()) {
        throw new IllegalStateException("The database does not take it: " + sql);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = superuser.getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean works(String sql) {
    try {
      execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
