package dev.holdfast.demo.contenders;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The promises every contender makes, held against its database. */
public final class ContenderAudit {

  private static final String OVERSOLD =
      """
      SELECT format('%s: %s tickets, %s held, %s left', event_id, capacity, held, available)
        FROM stock
       WHERE held > capacity
          OR available < 0
          OR available + held <> capacity
       ORDER BY event_id
       LIMIT 5
      """;

  private static final String DECIDED_TWICE =
      """
      SELECT format('order %s is there %s times', order_id, count(*))
        FROM answer
       GROUP BY order_id
      HAVING count(*) > 1
       LIMIT 5
      """;

  private static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE status = 'HELD'),
             count(*) FILTER (WHERE status = 'REJECTED')
        FROM answer
      """;

  private ContenderAudit() {}

  /**
   * What was found.
   *
   * @param held orders that were given tickets
   * @param rejected orders that were not
   */
  public record Findings(List<String> violations, long held, long rejected) {}

  /** Looks at a contender's database; nothing may be on its way. */
  public static Findings of(DataSource database) throws SQLException {
    try (var connection = database.getConnection()) {
      var violations = new ArrayList<String>();
      collect(connection, OVERSOLD, violations);
      collect(connection, DECIDED_TWICE, violations);
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(COUNT)) {
        rows.next();
        return new Findings(List.copyOf(violations), rows.getLong(1), rows.getLong(2));
      }
    }
  }

  private static void collect(Connection connection, String sql, List<String> into)
      throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        into.add(rows.getString(1));
      }
    }
  }
}
