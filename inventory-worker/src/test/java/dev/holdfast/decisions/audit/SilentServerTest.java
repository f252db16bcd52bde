package dev.holdfast.decisions.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.localstack.LocalStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.kafka.core.KafkaAdmin;

/** A database that answers nothing any more must not keep the audit for ever. */
class SilentServerTest {

  @Test
  void the_audit_waits_for_an_answer_as_long_as_a_look_may_take_and_two_minutes() throws Exception {
    assertThat(patience(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(7));
    assertThat(patience(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(150));
  }

  /** How long a connection of the audit waits for an answer; 0 would be for ever. */
  private static Duration patience(Duration longestLook) throws SQLException {
    var settings = new AuditSettings(Duration.ZERO, Duration.ofSeconds(30), 5, longestLook, null,
        null);
    var audit = new RepeatedAudit(new Database(), new KafkaAdmin(Map.of()), settings,
        new SimpleMeterRegistry());
    try (var connection = audit.auditor().getConnection()) {
      return Duration.ofMillis(connection.getNetworkTimeout());
    }
  }

  private static final class Database implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
      return "inventory";
    }

    @Override
    public String getPassword() {
      return "";
    }

    @Override
    public String getJdbcUrl() {
      return LocalStack.shared().jdbcUrl();
    }
  }
}
