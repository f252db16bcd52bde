package dev.holdfast.audit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What was read, column by column as array parameters: a thousand look-ups are one statement. */
final class Columns {

  private Columns() {}

  /** A column of {@code rows}. */
  static <T> void array(
      PreparedStatement statement,
      int parameter,
      String type,
      List<T> rows,
      Function<T, @Nullable Object> column) throws SQLException {
    statement.setArray(parameter,
        statement.getConnection().createArrayOf(type, rows.stream().map(column).toArray()));
  }

  /** The places of {@code rows} in their list, from 0 on. */
  static void places(PreparedStatement statement, int parameter, List<?> rows)
      throws SQLException {
    statement.setArray(parameter, statement.getConnection()
        .createArrayOf("int", IntStream.range(0, rows.size()).boxed().toArray()));
  }
}
