package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every role tries every kind of statement on every table: what is not listed is refused. */
class TableRightsTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("rights_test");

  // Not of single columns: expiry may change some, as RolesTest says.
  private static final Map<String, String> RIGHTS = """
      inventory cursor       SELECT INSERT UPDATE
      inventory event        SELECT INSERT UPDATE
      inventory orders       SELECT INSERT UPDATE
      inventory payment      SELECT INSERT
      inventory ledger       SELECT INSERT
      inventory publication  SELECT INSERT DELETE
      inventory quarantine   SELECT INSERT UPDATE
      inventory release_halt SELECT INSERT
      expiry    cursor       SELECT
      expiry    event        SELECT
      expiry    orders       SELECT
      expiry    ledger       SELECT INSERT
      expiry    publication  SELECT INSERT
      expiry    release_halt SELECT INSERT
      auditor   cursor       SELECT
      auditor   event        SELECT
      auditor   orders       SELECT
      auditor   payment      SELECT
      auditor   ledger       SELECT
      auditor   publication  SELECT
      auditor   quarantine   SELECT
      auditor   release_halt SELECT
      """.lines()
      .map(line -> line.split(" +", 3))
      .collect(Collectors.toMap(right -> right[0] + " " + right[1], right -> right[2]));

  private static final Map<String, String> STATEMENTS = Map.of(
      "SELECT", "SELECT * FROM %s WHERE false",
      "INSERT", "INSERT INTO %1$s OVERRIDING SYSTEM VALUE SELECT * FROM %1$s WHERE false",
      "UPDATE", "UPDATE %s SET shard = shard WHERE false",
      "DELETE", "DELETE FROM %s WHERE false",
      "TRUNCATE", "TRUNCATE %s");

  @ParameterizedTest
  @ValueSource(strings = {"inventory", "expiry", "auditor", "order_api"})
  void a_role_can_do_what_is_listed_and_nothing_else(String role) throws SQLException {
    var tables = DATABASE.superuser()
        .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'inventory'"
            + " AND tablename <> 'flyway_schema_history'")
        .query((rs, number) -> rs.getString(1))
        .list();

    assertThat(tables).hasSize(8);
    for (var table : tables) {
      var listed = RIGHTS.getOrDefault(role + " " + table, "");
      assertThat(rights(role, table)).as("%s on %s", role, table)
          .isEqualTo(Stream.of(listed.split(" ", -1))
              .filter(right -> !right.isEmpty())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void nobody_is_more_than_he_is() {
    assertThat(DATABASE.superuser().sql("""
        SELECT rolname
          FROM pg_roles
         WHERE rolname IN ('inventory', 'order_api', 'expiry', 'auditor')
           AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
        """).query((rs, number) -> rs.getString(1)).list()).isEmpty();
    assertThat(DATABASE.superuser().sql("""
        SELECT pg_get_userbyid(member) || ' is ' || pg_get_userbyid(roleid)
          FROM pg_auth_members
         WHERE pg_get_userbyid(member) IN ('inventory', 'order_api', 'expiry', 'auditor')
        """).query((rs, number) -> rs.getString(1)).list()).isEmpty();
  }

  private static Set<String> rights(String role, String table) throws SQLException {
    var rights = new TreeSet<String>();
    try (var connection = DATABASE.as(role).getConnection();
        var statement = connection.createStatement()) {
      // The auditor's own setting is a courtesy; the privileges must do without it.
      statement.execute("SET default_transaction_read_only = off");
      for (var right : STATEMENTS.keySet()) {
        connection.setAutoCommit(false);
        try {
          statement.execute(STATEMENTS.get(right).formatted("inventory." + table));
          rights.add(right);
        } catch (SQLException e) {
          assertThat(e.getSQLState()).as(Arrays.toString(new Object[]{right, e}))
              .isEqualTo("42501");
        }
        connection.rollback();
      }
    }
    return rights;
  }
}
