package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Cursor.LogWasCut;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/** Whose fault it is that records could not be decided, by what was thrown. */
enum Blame {

  /** Something else's, such as a database that is away: the same records will do later. */
  SURROUNDINGS,

  /** A statement or the transaction took too long: fewer records may do. */
  TIME_OUT,

  /** One record's and ours: it leads to a row that PostgreSQL refuses, or to an error of ours. */
  RECORD;

  // Of a transaction that was ended during a COPY the driver says no more than that the connection
  // is lost, 08006; and so it is after its own socket time-out.
  private static final Set<String> TIME_OUTS = Set.of("57014", "25P04", "08006");
  private static final String DUPLICATE_KEY = "23505";
  private static final String IMPOSSIBLE_VALUE = "22";
  private static final String CONSTRAINT_VIOLATED = "23";

  static Blame of(Throwable thrown) {
    var blame = RECORD;
    for (Throwable cause = thrown; cause != null; cause = before(cause)) {
      if (cause instanceof CannotCreateTransactionException || isTheMachines(cause)) {
        return SURROUNDINGS;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return of(sql.getSQLState());
      }
      if (cause instanceof QueryTimeoutException || cause instanceof TransactionTimedOutException) {
        return TIME_OUT;
      }
      if (cause instanceof DataAccessException || cause instanceof TransactionException
          || cause instanceof GapDetected || cause instanceof LogWasCut) {
        blame = SURROUNDINGS;
      }
    }
    return blame;
  }

  /** A stack that overflows is as deep as a record makes it; a heap is full whoever comes. */
  private static boolean isTheMachines(Throwable cause) {
    return cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError);
  }

  private static Blame of(String sqlState) {
    if (TIME_OUTS.contains(sqlState)) {
      return TIME_OUT;
    }
    // A duplicate key says that somebody else writes here; whose record met it says nothing.
    if (sqlState.equals(DUPLICATE_KEY)) {
      return SURROUNDINGS;
    }
    return sqlState.startsWith(IMPOSSIBLE_VALUE) || sqlState.startsWith(CONSTRAINT_VIOLATED)
        ? RECORD
        : SURROUNDINGS;
  }

  /** A connection that is gone can't be rolled back either: what came first says why it is gone. */
  private static @Nullable Throwable before(Throwable thrown) {
    return thrown instanceof TransactionSystemException late
        && late.getApplicationException() != null
            ? late.getApplicationException()
            : thrown.getCause();
  }
}
