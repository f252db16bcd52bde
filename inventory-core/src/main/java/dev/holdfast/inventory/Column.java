package dev.holdfast.inventory;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;

/**
 * One column of a list of rows as an array, for {@code unnest}: a whole set in one statement.
 *
 * <p>For the tables of schema {@code inventory}, whichever worker writes them.
 */
public final class Column {

  private Column() {}

  public static <T> int[] ints(List<T> rows, ToIntFunction<T> value) {
    return rows.stream().mapToInt(value).toArray();
  }

  public static <T> long[] longs(List<T> rows, ToLongFunction<T> value) {
    return rows.stream().mapToLong(value).toArray();
  }

  /** Any type with a text form that PostgreSQL reads; the statement casts it. */
  public static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
    var column = new @Nullable String[rows.size()];
    for (int i = 0; i < column.length; i++) {
      var cell = value.apply(rows.get(i));
      column[i] = cell == null ? null : cell.toString();
    }
    return column;
  }

  /**
   * Demands that a set-based statement changed as many rows as it was given. If it did not,
   * somebody else writes here: that is no fault of a request.
   */
  public static void expect(long expected, long changed, String table) {
    if (changed != expected) {
      throw new JdbcUpdateAffectedIncorrectNumberOfRowsException("rows of " + table,
          Math.toIntExact(expected), Math.toIntExact(changed));
    }
  }
}
