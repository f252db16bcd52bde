package dev.holdfast.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL itself refuses a look across the fence between the schemas. */
class FenceTest {

  private static final String DATABASE = "fence";
  private static final LocalStack STACK = LocalStack.shared();

  @BeforeAll
  static void each_owner_makes_a_table() {
    STACK.createDatabase(DATABASE);
    run("inventory", "CREATE TABLE inventory.fenced (id int)");
    run("order_api", "CREATE TABLE orders.fenced (id int)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      order_api | SELECT * FROM inventory.fenced
      order_api | INSERT INTO inventory.fenced VALUES (1)
      order_api | CREATE TABLE inventory.mine (id int)
      inventory | SELECT * FROM orders.fenced
      inventory | CREATE TABLE orders.mine (id int)
      expiry    | SELECT * FROM orders.fenced
      expiry    | SELECT * FROM inventory.fenced
      expiry    | CREATE TABLE inventory.mine (id int)
      expiry    | ALTER TABLE inventory.fenced ADD COLUMN mine int
      expiry    | DROP TABLE inventory.fenced
      auditor   | SELECT * FROM orders.fenced
      inventory | CREATE TABLE public.mine (id int)
      order_api | CREATE TABLE public.mine (id int)
      expiry    | CREATE TABLE public.mine (id int)
      inventory | CREATE SCHEMA mine
      order_api | CREATE TEMPORARY TABLE mine (id int)
      expiry    | CREATE TEMPORARY TABLE mine (id int)
      """)
  void nobody_reaches_what_is_not_granted(String role, String sql) {
    assertThatThrownBy(() -> run(role, sql))
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void the_auditor_never_writes_by_accident() {
    assertThatThrownBy(() -> run("auditor", "CREATE TABLE inventory.mine (id int)"))
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void a_grant_of_the_owner_opens_just_that_table() {
    run("inventory", "CREATE TABLE inventory.shown (id int)");
    run("inventory", "GRANT SELECT ON inventory.shown TO expiry, auditor");

    assertThat(Sql.ask(STACK.dataSource(DATABASE, "expiry"), "SELECT count(*) FROM shown"))
        .isEqualTo("0");
    assertThat(Sql.ask(STACK.dataSource(DATABASE, "auditor"), "SELECT count(*) FROM shown"))
        .isEqualTo("0");
  }

  @Test
  void a_role_that_nobody_named_is_not_let_in() {
    run("postgres", "DROP ROLE IF EXISTS stranger");
    run("postgres", "CREATE ROLE stranger LOGIN");

    assertThatThrownBy(() -> STACK.dataSource(DATABASE, "stranger").getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied for database");
  }

  private static void run(String role, String sql) {
    Sql.run(STACK.dataSource(DATABASE, role), sql);
  }
}
