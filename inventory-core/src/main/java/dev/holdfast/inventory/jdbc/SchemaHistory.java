package dev.holdfast.inventory.jdbc;

import dev.holdfast.inventory.Schema;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SchemaHistory implements Schema {

  private static final String IS_THERE =
      """
      SELECT to_regclass('inventory.flyway_schema_history') IS NOT NULL
             AND has_table_privilege(to_regclass('inventory.flyway_schema_history'), 'SELECT')
      """;

  private static final String NEWEST =
      """
      SELECT coalesce(max(CAST(version AS int)), 0)
        FROM flyway_schema_history
       WHERE success
         AND version IS NOT NULL
      """;

  private final JdbcClient jdbc;

  SchemaHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public OptionalInt installedVersion() {
    boolean there = jdbc.sql(IS_THERE).query((rs, number) -> rs.getBoolean(1)).single();
    return there
        ? OptionalInt.of(jdbc.sql(NEWEST).query((rs, number) -> rs.getInt(1)).single())
        : OptionalInt.empty();
  }
}
