package dev.holdfast.inventory;

import static dev.holdfast.inventory.Any.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.inventory.model.Order.Held;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL itself keeps each role to its own. */
class RolesTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("roles_test");
  private static final InventoryContext OWNER = new InventoryContext(DATABASE, "inventory");
  private static final InventoryContext EXPIRY = new InventoryContext(DATABASE, "expiry");

  @BeforeEach
  void an_order_held_until_noon() {
    DATABASE.clear();
    OWNER.inTransaction(() -> {
      OWNER.get(Events.class).addUnknown(0, InventoryDatabase.TOPIC, List.of("night"));
      var book = OWNER.get(Events.class).lock(0, List.of("night")).getFirst();
      book.put(SaleTerms.of(10).terms(), Any.request());
      book.hold(Any.order(2), NOON, Any.request());
      OWNER.get(RecordMoves.class).record(0, List.of(book));
    });
  }

  @AfterAll
  static void close() {
    OWNER.close();
    EXPIRY.close();
  }

  @Test
  void expiry_can_release() {
    EXPIRY.inTransaction(() -> {
      var book = EXPIRY.get(Events.class).lock(0, List.of("night")).getFirst();
      var due = EXPIRY.get(Orders.class).expire(0, List.of("night"), NOON, 10).getFirst();
      book.load(due.order());
      book.expire((Held) due.order());
      EXPIRY.get(RecordMoves.class).recordExpired(0, List.of(book));
    });

    assertThat(DATABASE.count("orders WHERE status = 'EXPIRED'")).isOne();
    assertThat(DATABASE.count("event WHERE available = 10 AND held = 0")).isOne();
    assertThat(DATABASE.count("ledger")).isEqualTo(3);
    assertThat(DATABASE.count("publication")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "CREATE TABLE inventory.mine (id int)",
      "ALTER TABLE inventory.event ADD COLUMN mine int",
      "DROP TABLE inventory.ledger",
      "TRUNCATE inventory.publication",
      "DELETE FROM inventory.event",
      "DELETE FROM inventory.orders",
      "DELETE FROM inventory.ledger",
      "DELETE FROM inventory.publication",
      "DELETE FROM inventory.cursor",
      "UPDATE inventory.ledger SET seq = 7",
      "UPDATE inventory.publication SET first_seq = 7",
      "UPDATE inventory.cursor SET next_offset = 7",
      "UPDATE inventory.cursor SET applied_until = 'infinity'",
      "UPDATE inventory.orders SET quantity = 1",
      "UPDATE inventory.orders SET hold_until = 'epoch'",
      "UPDATE inventory.event SET incarnation = 2",
      "INSERT INTO inventory.orders SELECT * FROM inventory.orders",
      "INSERT INTO inventory.event SELECT * FROM inventory.event",
      "INSERT INTO inventory.payment SELECT * FROM inventory.payment",
      "SELECT * FROM inventory.payment",
      "UPDATE inventory.payment SET status = 'APPLIED'",
      "SELECT * FROM inventory.quarantine",
      "DELETE FROM inventory.quarantine",
      "CALL inventory.release_again()",
      "CALL inventory.restore()",
      "SELECT * FROM orders.order_view"})
  void expiry_can_do_nothing_else(String statement) {
    assertDenied("expiry", statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "cursor", "event", "orders", "payment", "ledger", "publication", "quarantine", "allocation",
      "first_hold", "release_halt"})
  void the_auditor_can_read_everything(String table) {
    assertThatCode(() -> JdbcClient.create(DATABASE.as("auditor"))
        .sql("SELECT * FROM inventory." + table)
        .query()
        .listOfRows()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "CREATE TABLE inventory.mine (id int)",
      "DELETE FROM inventory.event",
      "UPDATE inventory.orders SET status = 'HELD'",
      "INSERT INTO inventory.ledger SELECT * FROM inventory.ledger",
      "SELECT * FROM inventory.event FOR UPDATE"})
  void the_auditor_can_only_read(String statement) {
    assertDenied("auditor", statement);
  }

  @Test
  void not_even_the_owner_says_that_a_history_is_lost() {
    assertDenied("inventory", "CALL inventory.restore()");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "SELECT * FROM inventory.event",
      "SELECT * FROM inventory.allocation",
      "UPDATE inventory.orders SET status = 'CONFIRMED'"})
  void the_api_sees_nothing_of_the_inventory(String statement) {
    assertDenied("order_api", statement);
  }

  private static void assertDenied(String role, String statement) {
    assertThatThrownBy(() -> run(role, statement))
        .hasMessageMatching("(?s)ERROR: (permission denied|must be owner).*");
  }

  private static void run(String role, String sql) throws Exception {
    try (var connection = DATABASE.as(role).getConnection();
        var statement = connection.createStatement()) {
      // The auditor's own setting is a courtesy; the privileges must do without it.
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(sql);
    }
  }
}
