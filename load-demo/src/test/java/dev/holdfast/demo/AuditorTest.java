package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that answers nothing any more must not keep an audit for ever. */
class AuditorTest {

  private static final String URL = "jdbc:postgresql://localhost:5432/holdfast";

  @Test
  void it_waits_for_an_answer_as_long_as_a_look_may_take_and_two_minutes() {
    assertThat(patience(Auditor.patientlyAt(URL, "auditor", Duration.ofMinutes(5))))
        .isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void a_short_question_waits_half_a_minute() {
    assertThat(patience(Auditor.at(URL))).isEqualTo(Duration.ofSeconds(30));
  }

  /** How long a connection waits for an answer; 0 would be for ever. */
  private static Duration patience(DataSource auditor) {
    return Duration.ofSeconds(((PGSimpleDataSource) auditor).getSocketTimeout());
  }
}
