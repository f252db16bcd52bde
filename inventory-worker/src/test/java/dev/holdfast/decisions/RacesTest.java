package dev.holdfast.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two at once, on real transactions: what is promised holds whoever comes first. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside the others")
class RacesTest {

  private static final int EVENTS = 20;
  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("races_test");

  private final DecideBatch decideBatch = INVENTORY.worker().get(DecideBatch.class);

  @RepeatedTest(20)
  void an_order_paid_and_due_at_once_is_sold_or_released_and_refunded() {
    var places = placeOnEveryEvent(2, 2);
    endHolds();

    Race.between(() -> INVENTORY.decide(each(places, Ask::pay)), INVENTORY::release);

    assertThat(INVENTORY.count("orders WHERE status IN ('CONFIRMED', 'EXPIRED')"))
        .isEqualTo(EVENTS);
    assertThat(INVENTORY.count("ledger WHERE reason = 'ALREADY_EXPIRED'"))
        .isEqualTo(INVENTORY.count("orders WHERE status = 'EXPIRED'"));
    assertThat(INVENTORY.count("payment")).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void an_order_cancelled_and_paid_at_once_gets_what_came_first_in_the_log() {
    var places = placeOnEveryEvent(2, 2);
    long start = INVENTORY.log().end();
    Stream.of(each(places, Ask::cancel)).forEach(INVENTORY.log()::append);
    Stream.of(each(places, Ask::pay)).forEach(INVENTORY.log()::append);
    long middle = start + EVENTS;

    Race.between(() -> decideBatch.decide(INVENTORY.log().between(start, middle)),
        () -> tryToDecide(middle), () -> decideBatch.decide(INVENTORY.log().from(start)));
    INVENTORY.catchUp();

    assertThat(INVENTORY.count("orders WHERE status = 'CANCELLED'")).isEqualTo(EVENTS);
    assertThat(INVENTORY.count("ledger WHERE reason = 'ALREADY_CANCELLED'")).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void two_workers_with_the_same_log_decide_every_request_once() {
    openEveryEvent(SaleTerms.of(5));
    for (int i = 0; i < 10; i++) {
      onEveryEvent((event, account) -> event.toPlace(account, 1))
          .forEach(INVENTORY.log()::append);
    }

    Race.between(() -> applyAll(new Random(1)), () -> applyAll(new Random(2)));

    assertThat(INVENTORY.count("ledger WHERE request_offset >= " + EVENTS))
        .isEqualTo(10 * EVENTS);
    assertThat(INVENTORY.count("orders WHERE status = 'HELD'")).isEqualTo(5 * EVENTS);
    assertThat(INVENTORY.count("orders WHERE reason = 'SOLD_OUT'")).isEqualTo(5 * EVENTS);
    assertThat(INVENTORY.count("cursor WHERE next_offset = " + INVENTORY.log().end())).isOne();
  }

  @RepeatedTest(20)
  void two_expiry_workers_release_every_hold_once() {
    placeOnEveryEvent(4, 2);
    placeMoreOnEveryEvent(2);
    endHolds();

    Race.between(INVENTORY::release, INVENTORY::release, INVENTORY::release);

    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isEqualTo(2 * EVENTS);
    assertThat(INVENTORY.count("event WHERE available = 4 AND held = 0")).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void tickets_released_by_both_workers_and_paid_for_too_late_are_given_away_once() {
    var slow = placeOnEveryEvent(2, 2);
    endHolds();
    var requests = new ArrayList<Request>(
        onEveryEvent((event, account) -> event.toPlace("next-" + account, 1)));
    slow.forEach(place -> requests.add(Ask.pay(place)));

    Race.between(() -> INVENTORY.decide(requests.toArray(Request[]::new)), INVENTORY::release);

    assertThat(INVENTORY.count("orders WHERE status = 'EXPIRED'")).isEqualTo(EVENTS);
    assertThat(INVENTORY.count("orders WHERE status = 'HELD'")).isEqualTo(EVENTS);
    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isEqualTo(EVENTS);
    assertThat(INVENTORY.count("ledger WHERE reason = 'ALREADY_EXPIRED'")).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void tickets_released_by_both_workers_at_once_are_back_once() {
    placeOnEveryEvent(2, 2);
    endHolds();
    var next = onEveryEvent((event, account) -> event.toPlace("next-" + account, 1));

    Race.between(() -> INVENTORY.decide(next.toArray(Request[]::new)), INVENTORY::release);

    assertThat(INVENTORY.count("ledger WHERE kind = 'EXPIRED'")).isEqualTo(EVENTS);
    assertThat(INVENTORY.count("event WHERE available = 1 AND held = 1")).isEqualTo(EVENTS);
  }

  @RepeatedTest(20)
  void a_payment_and_the_worker_in_need_of_its_tickets_agree_with_expiry() {
    var slow = placeOnEveryEvent(2, 2);
    endHolds();
    var requests = new ArrayList<Request>();
    slow.forEach(place -> requests.add(Ask.pay(place)));
    requests.addAll(onEveryEvent((event, account) -> event.toPlace("next-" + account, 2)));

    Race.between(() -> INVENTORY.decide(requests.toArray(Request[]::new)), INVENTORY::release);

    assertThat(INVENTORY.count("orders WHERE status IN ('CONFIRMED', 'EXPIRED')"))
        .isEqualTo(EVENTS);
    assertThat(INVENTORY.count("orders WHERE status IN ('HELD', 'CONFIRMED')"))
        .isEqualTo(EVENTS);
  }

  private static void endHolds() {
    INVENTORY.endHolds();
    INVENTORY.letTimePass();
  }

  private static List<PlaceOrder> placeOnEveryEvent(int capacity, int quantity) {
    openEveryEvent(SaleTerms.of(capacity));
    return placeMoreOnEveryEvent(quantity);
  }

  private static List<PlaceOrder> placeMoreOnEveryEvent(int quantity) {
    var places = onEveryEvent((event, account) -> event.toPlace(account, quantity));
    INVENTORY.decide(places.toArray(Request[]::new));
    return places;
  }

  private static void openEveryEvent(SaleTerms sale) {
    INVENTORY.decide(onEveryEvent((event, account) -> event.toOpen(sale))
        .toArray(Request[]::new));
  }

  private static <R extends Request> List<R> onEveryEvent(BiFunction<Ask, String, R> request) {
    return IntStream.range(0, EVENTS)
        .mapToObj(i -> request.apply(new Ask("event-" + i), "account-" + i))
        .toList();
  }

  private static Request[] each(
      List<PlaceOrder> places,
      Function<PlaceOrder, ? extends Request> request) {
    return places.stream().map(request).toArray(Request[]::new);
  }

  private void tryToDecide(long from) {
    try {
      decideBatch.decide(INVENTORY.log().from(from));
    } catch (GapDetected tooEarly) {
      assertThat(tooEarly.readAgainFrom()).isLessThan(from);
    }
  }

  /** Polls batches as it likes; whenever another was faster or slower, reads from the cursor. */
  private void applyAll(Random random) {
    long next = EVENTS;
    while (next < INVENTORY.log().end()) {
      long end = next + 1 + random.nextInt(40);
      try {
        decideBatch.decide(INVENTORY.log().between(next, end));
        next = end;
      } catch (GapDetected gap) {
        next = gap.readAgainFrom();
      }
    }
  }
}
