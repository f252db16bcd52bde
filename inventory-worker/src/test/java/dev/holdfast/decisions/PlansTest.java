package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.Past.Allocated;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.Orders.Buyer;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A sale grows from nothing faster than statistics are gathered: look-ups must stay look-ups. */
class PlansTest {

  private static final int HOLDS = 40_000;
  private static final int LOOK_UPS = 1_000;

  private static final String HOT_EVENT =
      """
      INSERT INTO inventory.orders (shard, event_id, order_id, account_id, quantity, amount_minor,
             currency, body_hash, placed_at, request_offset, version, status, hold_until)
      SELECT 0, 'hot', lpad(to_hex(i), 32, '0')::uuid, 'account-' || i, 1, 100, 'EUR', 'hash', now(), i, 1, 'HELD',
             now() + interval '1 day'
        FROM generate_series(1, :holds) AS s(i)
      """;

  private static final String READ =
      """
      SELECT coalesce(sum(idx_tup_read), 0)
        FROM pg_stat_user_indexes
       WHERE relname = 'orders'
      HAVING sum(idx_scan) >= :lookUps
      """;

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("plans_test");
  private static final InventoryContext CONTEXT =
      new InventoryContext(DATABASE, "inventory", Inventory.WorkerBeans.class);

  @BeforeAll
  static void fill() {
    DATABASE.superuser()
        .sql("ALTER TABLE inventory.orders SET (autovacuum_enabled = false)")
        .update();
    DATABASE.superuser().sql(HOT_EVENT).param("holds", HOLDS).update();
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void looking_for_a_customer_or_an_order_does_not_read_the_whole_event() {
    var buyers = IntStream.range(0, LOOK_UPS)
        .mapToObj(i -> new Buyer("hot", "account-" + 7 * (i + 1)))
        .collect(Collectors.toSet());
    var keys = IntStream.range(0, LOOK_UPS)
        .mapToObj(i -> new Orders.Key("hot", UUID.randomUUID()))
        .collect(Collectors.toSet());

    CONTEXT.inTransaction(() -> {
      assertThat(CONTEXT.get(Past.class).allocated(0, buyers)).hasSize(LOOK_UPS)
          .extracting(Allocated::quantity)
          .containsOnly(1);
      assertThat(CONTEXT.get(Orders.class).find(0, keys)).isEmpty();
      // What was read is told at the end of the transaction, not some seconds later.
      CONTEXT.get(JdbcClient.class).sql("SELECT pg_stat_force_next_flush()").query().listOfRows();
    });

    await().untilAsserted(() -> assertThat(rowsRead()).isPresent());
    assertThat(rowsRead().orElseThrow()).isLessThan(HOLDS);
  }

  private static Optional<Long> rowsRead() {
    return DATABASE.superuser()
        .sql(READ)
        .param("lookUps", 2 * LOOK_UPS)
        .query(Long.class)
        .optional();
  }
}
