package dev.holdfast.inventory.jdbc;

import static dev.holdfast.inventory.InventoryDatabase.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.messages.Balance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;

class EventTableTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("event_table_test");
  private static final InventoryContext CONTEXT = new InventoryContext(DATABASE, "inventory");

  private final Events events = CONTEXT.get(Events.class);

  @BeforeEach
  void clear() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void an_event_nobody_opened_has_nothing_to_sell() {
    events.addUnknown(0, TOPIC, List.of("night"));
    events.addUnknown(0, TOPIC, List.of("night"));

    var book = lockOne("night");

    assertThat(book.terms()).isNull();
    assertThat(book.balance()).isEqualTo(new Balance(0, 0, 0, 0));
    assertThat(book.lastSeq()).isZero();
  }

  @Test
  void terms_balance_and_head_come_back_as_saved() {
    events.addUnknown(0, TOPIC, List.of("night"));
    var sale = SaleTerms.of(10).window(Any.NOON, null).reacquiring().terms();
    var book = lockOne("night");
    book.put(sale, Any.request());
    book.hold(Any.order(3), Any.NOON, Any.request());

    events.save(0, List.of(book));

    var again = lockOne("night");
    assertThat(again.terms()).isEqualTo(sale);
    assertThat(again.balance()).isEqualTo(new Balance(10, 7, 3, 0));
    assertThat(again.lastSeq()).isEqualTo(2);
  }

  @Test
  void locked_events_come_in_the_order_of_their_ids_and_strangers_are_left_out() {
    events.addUnknown(0, TOPIC, List.of("c", "a", "b-1", "b"));

    var books = events.lock(0, List.of("c", "stranger", "b", "a", "b-1"));

    assertThat(books).extracting(EventBook::eventId).containsExactly("a", "b", "b-1", "c");
    assertThat(events.lock(1, List.of("a"))).isEmpty();
    assertThat(events.lock(0, List.of())).isEmpty();
  }

  @Test
  void time_never_goes_back_in_a_ledger() {
    events.addUnknown(0, TOPIC, List.of("night"));
    DATABASE.superuser()
        .sql("UPDATE inventory.event SET last_decided_at = '2100-01-01Z'")
        .update();

    assertThat(lockOne("night").now()).isEqualTo("2100-01-01T00:00:00Z");
  }

  @Test
  void the_clock_is_read_after_the_wait_for_the_lock() throws Exception {
    events.addUnknown(0, TOPIC, List.of("night"));
    var locked = new CountDownLatch(1);
    var first = CompletableFuture.supplyAsync(() -> {
      var freed = new Instant[1];
      CONTEXT.inTransaction(() -> {
        lockOne("night");
        locked.countDown();
        freed[0] = DATABASE.superuser()
            .sql("SELECT clock_timestamp() FROM pg_sleep(0.3)")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
      });
      return freed[0];
    });
    assertThat(locked.await(5, TimeUnit.SECONDS)).isTrue();

    var now = lockOne("night").now();

    assertThat(now).isAfterOrEqualTo(first.get(5, TimeUnit.SECONDS));
  }

  @Test
  void an_event_row_that_vanished_is_not_passed_over() {
    assertThatThrownBy(
        () -> events.save(0, List.of(Any.book("night", SaleTerms.of(10)))))
        .isInstanceOf(JdbcUpdateAffectedIncorrectNumberOfRowsException.class)
        .hasMessageContaining("'rows of event' affected 0 rows, not 1");
  }

  private EventBook lockOne(String eventId) {
    return events.lock(0, List.of(eventId)).getFirst();
  }
}
