package dev.holdfast.decisions;

import static dev.holdfast.decisions.RequestLog.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.ResultsTopic.ResultsNotSent;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Balance;
import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.RefundReason;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.Result.Announced;
import dev.holdfast.messages.Result.OfOrder;
import dev.holdfast.messages.Result.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnounceResultsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("announce_results_test");

  private final AnnounceResults announceResults = INVENTORY.worker().get(AnnounceResults.class);
  private final FreshRanges fresh = new FreshRanges(new AtomicInteger());
  private final RememberedResults topic = INVENTORY.worker().get(RememberedResults.class);

  @Test
  void results_are_announced_in_the_order_of_the_ledger_and_progress_comes_after_them() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1), Ask.place("bob", 1));
    INVENTORY.decide(Ask.place("cleo", 1), Ask.place("dan", 1));

    announceAll();

    assertThat(topic.announced()).extracting(row -> row.entry().seq())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(topic.results().getLast()).isEqualTo(new Progress(SHARD, 5));
    assertThat(topic.sent()).filteredOn(sent -> sent.result() instanceof Announced)
        .allMatch(sent -> RequestLog.TRACE.equals(sent.traceparent()));
    assertThat(INVENTORY.count("publication")).isZero();
    assertThat(announceResults.announce(SHARD, fresh)).isFalse();
  }

  @Test
  void every_row_of_the_ledger_says_what_it_said_when_it_was_written() {
    var place = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(5)), place);
    INVENTORY.decide(Ask.pay(place), Ask.cancel(place), Ask.change(SaleTerms.of(1)));

    announceAll();

    assertThat(topic.announced()).extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("EventOpened", "OrderHeld", "OrderConfirmed", "MoveRefused",
            "ChangeRefused");
    var held = (Result.OrderHeld) topic.announced().get(1);
    assertThat(held.order().status()).isEqualTo(OrderStatus.HELD);
    assertThat(held.order().version()).isOne();
    assertThat(held.order().paymentId()).isNull();
    assertThat(held.entry().balance()).isEqualTo(new Balance(5, 3, 2, 0));
    assertThat(held.entry().requestId()).isEqualTo(place.orderId());
    var refused = (Result.MoveRefused) topic.announced().get(3);
    assertThat(refused.order()).isNotNull().satisfies(order -> {
      assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
      assertThat(order.version()).isEqualTo(3);
      assertThat(order.paymentId()).isEqualTo("pay-" + place.orderId());
    });
    assertThat(((Result.ChangeRefused) topic.announced().getLast()).floor()).isEqualTo(2);
  }

  @Test
  void releases_refunds_and_rejections_are_announced_too() {
    var place = Ask.place("ada", 2);
    INVENTORY.decide(Ask.open(SaleTerms.of(2)), place, Ask.place("bob", 9));
    INVENTORY.endHolds();
    INVENTORY.letTimePass();
    INVENTORY.release();
    INVENTORY.decide(Ask.pay(place), Ask.pay(Ask.place("nobody", 1)),
        Ask.cancel(Ask.place("nobody", 1)), Ask.change(SaleTerms.of(3)));

    announceAll();

    assertThat(topic.announced()).extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("EventOpened", "OrderHeld", "OrderRejected", "OrderExpired", "RefundDue",
            "RefundDue", "MoveRefused", "EventChanged");
    var expired = topic.announced().get(3);
    assertThat(expired.entry().requestId()).isNull();
    var late = (Result.RefundDue) topic.announced().get(4);
    assertThat(late.reason()).isEqualTo(RefundReason.ALREADY_EXPIRED);
    assertThat(late.amountMinor()).isEqualTo(2 * SaleTerms.PRICE);
    assertThat(((OfOrder) topic.announced().get(5)).order()).isNull();
  }

  @Test
  void memory_says_of_every_row_what_the_ledger_says() {
    var place = Ask.place("ada", 2);
    fresh.add(INVENTORY.decide(Ask.open(SaleTerms.of(3)), place, Ask.place("bob", 9)));
    fresh.add(INVENTORY.decide(Ask.pay(place), Ask.cancel(place), Ask.change(SaleTerms.of(1)),
        Ask.place("cleo", 1), Ask.pay(Ask.place("nobody", 1)), Ask.change(SaleTerms.of(4))));
    announceAll();
    var fromMemory = List.copyOf(topic.announced());
    topic.forget();

    INVENTORY.database()
        .superuser()
        .sql("INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)"
            + " SELECT shard, event_id, 1, last_seq FROM inventory.event")
        .update();
    announceAll();

    assertThat(topic.announced()).hasSize(9).isEqualTo(fromMemory);
  }

  @Test
  void a_range_in_memory_is_not_read_back() {
    var committed = INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1));
    var known = committed.getFirst();
    var first = known.entries().getFirst();
    fresh.add(List.of(new Range(known.id(), List.of(first, first))));

    announceAll();

    assertThat(topic.announced()).extracting(row -> row.entry().seq()).containsExactly(1L, 1L);
  }

  @Test
  void a_range_of_the_same_number_that_is_another_one_is_read_back() {
    var committed = INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1));
    var known = committed.getFirst();
    fresh.add(List.of(new Range(known.id(), known.entries().reversed())));

    announceAll();

    assertThat(topic.announced()).extracting(row -> row.entry().seq()).containsExactly(1L, 2L);
  }

  @Test
  void nothing_is_forgotten_while_the_broker_does_not_acknowledge() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1));
    topic.fail();

    assertThatThrownBy(() -> announceResults.announce(SHARD, fresh))
        .isInstanceOf(ResultsNotSent.class);
    assertThat(topic.results()).isEmpty();
    assertThat(INVENTORY.count("publication")).isEqualTo(2);

    topic.forget();
    announceAll();
    assertThat(topic.announced()).hasSize(2);
  }

  @Test
  void progress_is_not_announced_before_every_result_is_acknowledged() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1));
    var first = new AtomicBoolean(true);
    topic.meanwhile(() -> {
      if (!first.getAndSet(false)) {
        throw new ResultsNotSent("the broker is gone", new IllegalStateException());
      }
    });

    announceResults.announce(SHARD, fresh);
    assertThatThrownBy(() -> announceResults.announce(SHARD, fresh))
        .isInstanceOf(ResultsNotSent.class);

    assertThat(topic.results()).hasSize(2).allMatch(result -> result instanceof Announced);
    assertThat(INVENTORY.count("publication")).isOne();
  }

  @Test
  void progress_goes_with_the_next_results_and_at_last_alone() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)), Ask.place("ada", 1));
    announceResults.announce(SHARD, fresh);
    INVENTORY.decide(Ask.place("bob", 1));
    INVENTORY.decide(Ask.place("cleo", 1));

    announceAll();

    assertThat(topic.results()).extracting(result -> switch (result) {
      case Progress(var _, var next) -> "progress " + next;
      default -> result.getClass().getSimpleName();
    })
        .containsExactly("EventOpened", "OrderHeld", "progress 2", "OrderHeld", "OrderHeld",
            "progress 4");
    assertThat(INVENTORY.count("publication")).isZero();
  }

  @Test
  void a_result_whose_row_is_missing_blocks_its_shard() {
    INVENTORY.decide(Ask.open(SaleTerms.of(3)));
    INVENTORY.database()
        .superuser()
        .sql("INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)"
            + " VALUES (0, 'night', 1, 2)")
        .update();

    assertThatThrownBy(() -> announceResults.announce(SHARD, fresh))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 ledger rows are to be announced, 1 are there");
    assertThat(topic.results()).isEmpty();
  }

  private void announceAll() {
    while (announceResults.announce(SHARD, fresh)) {
      // until nothing waits
    }
  }
}
