package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person has said that this database was put back to an earlier time. */
class RestoreTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("restore_test");

  private static final String ADD_EVENT =
      """
      INSERT INTO inventory.event (shard, event_id, topic, last_seq, last_decided_at,
             capacity, available, held, sold)
      VALUES (:shard, :eventId, 'purchase-requests', :lastSeq, 'epoch', 0, 0, 0, 0)
      """;

  private static final String INCARNATION =
      """
      SELECT incarnation FROM inventory.cursor WHERE shard = 0
       UNION
      SELECT incarnation FROM inventory.event WHERE shard = 0
      """;

  private static final String PUBLICATIONS =
      """
      SELECT concat_ws(' ', shard, event_id, first_seq, last_seq)
        FROM inventory.publication
       ORDER BY shard, id
      """;

  @BeforeEach
  void three_events() {
    DATABASE.clear();
    addEvent(0, "b", 2_001);
    addEvent(0, "a", 1_000);
    addEvent(1, "c", 0);
  }

  @Test
  void all_of_the_ledger_is_announced_again_in_pieces_that_fit_in_memory() {
    assertThat(restore()).isEqualTo(2);

    assertThat(texts(PUBLICATIONS)).containsExactly("0 a 1 1000", "0 b 1 1000", "0 b 1001 2000",
        "0 b 2001 2001");
  }

  @Test
  void events_and_cursors_get_a_number_that_no_history_had_before() {
    restore();
    int first = incarnation();
    restore();

    assertThat(first).isGreaterThan(200_000_000);
    assertThat(incarnation()).isGreaterThan(first);
  }

  private static long restore() {
    return DATABASE.superuser().sql("CALL inventory.restore()").query(Long.class).single();
  }

  /** The one of shard 0. */
  private static int incarnation() {
    return DATABASE.superuser().sql(INCARNATION).query(Integer.class).single();
  }

  private static List<String> texts(String sql) {
    return DATABASE.superuser().sql(sql).query((rs, number) -> rs.getString(1)).list();
  }

  private static void addEvent(int shard, String eventId, long lastSeq) {
    DATABASE.superuser()
        .sql(ADD_EVENT)
        .param("shard", shard)
        .param("eventId", eventId)
        .param("lastSeq", lastSeq)
        .update();
  }
}
