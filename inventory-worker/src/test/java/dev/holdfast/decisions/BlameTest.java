package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What PostgreSQL itself says is in {@link DecideInPartsTest}. */
class BlameTest {

  @Test
  void a_transaction_that_never_began_took_no_time() {
    var thrown = new CannotCreateTransactionException("no", new SQLException("no", "08006"));

    assertThat(Blame.of(thrown)).isEqualTo(Blame.SURROUNDINGS);
  }

  @Test
  void what_was_thrown_before_the_rollback_failed_too_counts() {
    var thrown = new TransactionSystemException("no", new SQLException("is closed"));
    thrown.initApplicationException(
        new DataAccessResourceFailureException("no", new SQLException("no", "25P04")));

    assertThat(Blame.of(thrown)).isEqualTo(Blame.TIME_OUT);
  }

  @Test
  void a_missing_cursor_is_no_fault_of_a_record() {
    assertThat(Blame.of(new EmptyResultDataAccessException(1))).isEqualTo(Blame.SURROUNDINGS);
  }

  @Test
  void rows_that_somebody_else_took_away_are_no_fault_of_a_record() {
    assertThat(Blame.of(new JdbcUpdateAffectedIncorrectNumberOfRowsException("rows", 2, 1)))
        .isEqualTo(Blame.SURROUNDINGS);
  }

  @Test
  void an_exception_of_our_own_is_a_fault_of_a_record() {
    assertThat(Blame.of(new IllegalStateException("no"))).isEqualTo(Blame.RECORD);
  }

  @Test
  void so_is_a_stack_that_overflows_and_what_an_assertion_finds() {
    assertThat(Blame.of(new StackOverflowError())).isEqualTo(Blame.RECORD);
    assertThat(Blame.of(new AssertionError("no"))).isEqualTo(Blame.RECORD);
  }

  @Test
  void a_machine_without_memory_is_no_fault_of_a_record_wherever_it_was_noticed() {
    var noMemory = new OutOfMemoryError("no");

    assertThat(Blame.of(noMemory)).isEqualTo(Blame.SURROUNDINGS);
    assertThat(Blame.of(new IllegalStateException("no", noMemory)))
        .isEqualTo(Blame.SURROUNDINGS);
  }
}
