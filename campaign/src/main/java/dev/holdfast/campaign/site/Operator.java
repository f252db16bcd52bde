package dev.holdfast.campaign.site;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.inventory.ReleaseHalt;
import dev.holdfast.localstack.StackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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
    untilItWorks(ReleaseHalt.TO_END_IT);
  }

  /** Another fault of the round may have taken PostgreSQL down. */
  void untilItWorks(String sql) throws InterruptedException {
    untilItWorks(sql, () -> {});
  }

  /** The same, and does something about it before each try. */
  void untilItWorks(String sql, Runnable helping) throws InterruptedException {
    var deadline = Deadline.in(PATIENCE);
    for (var trouble = trouble(sql, helping); trouble.isPresent();) {
      if (deadline.isOver()) {
        throw new IllegalStateException("The database does not take it: " + sql, trouble.get());
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
      trouble = trouble(sql, helping);
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = superuser.getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Optional<Exception> trouble(String sql, Runnable helping) {
    try {
      helping.run();
      execute(sql);
      return Optional.empty();
    } catch (SQLException | StackException e) {
      return Optional.of(e);
    }
  }
}
