package dev.holdfast.inventory.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.inventory.Any;
import dev.holdfast.inventory.InventoryContext;
import dev.holdfast.inventory.InventoryDatabase;
import dev.holdfast.inventory.Ledger;
import dev.holdfast.inventory.Publications;
import dev.holdfast.inventory.RecordMoves;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.IllegalTransactionStateException;

class LedgerTableTest {

  private static final InventoryDatabase DATABASE = InventoryDatabase.create("ledger_table_test");
  private static final InventoryContext CONTEXT = new InventoryContext(DATABASE, "inventory");

  private final Ledger ledger = CONTEXT.get(Ledger.class);

  @BeforeEach
  void clear() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void a_row_of_every_kind_is_kept() {
    var book = Any.book("night", SaleTerms.of(10));
    var held = book.hold(Any.order(1), Any.NOON, Any.request());
    var confirmed = book.confirm(held, Any.paymentFor(held), Any.request());
    book.refund(confirmed, Any.paymentFor(held), RefundReason.ALREADY_CONFIRMED, Any.request());
    book.refund(null, Any.paymentFor(held), RefundReason.UNKNOWN_ORDER, Any.request());
    book.expire(book.hold(Any.order(1), Any.NOON, Any.request()));
    var cancelled = book.cancel(book.hold(Any.order(1), Any.NOON, Any.request()), Any.request());
    book.refuse(cancelled, MoveRefusal.ALREADY_CANCELLED, Any.request());
    book.refuse(null, MoveRefusal.UNKNOWN_ORDER, Any.request());
    book.reject(Any.order(1), RejectionReason.SOLD_OUT, Any.request());
    book.put(SaleTerms.of(11).terms(), Any.request());
    book.refuseChange(MoveRefusal.CAPACITY_BELOW_ALLOCATED, 1, Any.request());

    ledger.append(0, book.entries());

    assertThat(DATABASE.count("ledger")).isEqualTo(book.entries().size());
    assertThat(DATABASE.superuser()
        .sql("SELECT kind FROM inventory.ledger ORDER BY seq")
        .query(String.class)
        .list())
        .isEqualTo(book.entries().stream().map(entry -> entry.kind().name()).toList());
  }

  @Test
  void a_number_that_another_writer_took_is_refused() {
    ledger.append(0, Any.book("night", SaleTerms.of(10)).entries());

    assertThatThrownBy(() -> ledger.append(0, Any.book("night", SaleTerms.of(20)).entries()))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(DATABASE.count("ledger")).isOne();
  }

  @Test
  void a_request_is_answered_once() {
    var request = Any.request();
    var book = Any.book("night", SaleTerms.of(10));
    book.refuse(null, MoveRefusal.UNKNOWN_ORDER, request);
    book.refuse(null, MoveRefusal.UNKNOWN_ORDER, request);

    assertThatThrownBy(() -> ledger.append(0, book.entries()))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void a_publication_names_the_range_that_was_appended() {
    var book = Any.book("night", SaleTerms.of(10));
    book.hold(Any.order(1), Any.NOON, Any.request());

    CONTEXT.get(Publications.class).add(0, List.of(book));
    CONTEXT.get(Publications.class).addProgress(0, 7);

    assertThat(DATABASE.count("publication WHERE first_seq = 1 AND last_seq = 2")).isOne();
    assertThat(DATABASE.count("publication WHERE event_id IS NULL AND next_offset = 7")).isOne();
  }

  @Test
  void moves_are_recorded_only_where_events_are_locked() {
    assertThatThrownBy(() -> CONTEXT.get(RecordMoves.class)
        .record(0, List.of(Any.book("night", SaleTerms.of(10)))))
        .isInstanceOf(IllegalTransactionStateException.class);
  }
}
