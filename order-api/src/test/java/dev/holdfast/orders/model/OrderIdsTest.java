package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderIdsTest {

  private static final byte[] K1 = "11111111111111111111111111111111".getBytes(UTF_8);
  private static final IdempotencyKey KEY = new IdempotencyKey("any-safe-characters_16");

  private final OrderIds ids = new OrderIds(K1);

  @Test
  void the_same_wish_has_the_same_order_on_any_instance() {
    var random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      var key = new IdempotencyKey(new UUID(random.nextLong(), random.nextLong()).toString());
      assertThat(new OrderIds(K1).order("account", "event", key))
          .isEqualTo(ids.order("account", "event", key));
    }
  }

  @Test
  void another_account_event_key_or_secret_makes_another_order() {
    var orders = new HashSet<>(List.of(
        ids.order("account", "event", KEY),
        ids.order("account2", "event", KEY),
        ids.order("account", "event2", KEY),
        ids.order("account", "event", new IdempotencyKey("any-safe-characters_17")),
        new OrderIds("21111111111111111111111111111111".getBytes(UTF_8))
            .order("account", "event", KEY)));

    assertThat(orders).hasSize(5);
  }

  @Test
  void parts_do_not_run_into_each_other() {
    assertThat(ids.order("ab", "c", KEY).orderId())
        .isNotEqualTo(ids.order("a", "bc", KEY).orderId());
  }

  @Test
  void orders_of_uuidv7_keys_are_in_the_order_of_their_time() {
    var random = new Random(2);
    List<String> ofLaterAndLaterKeys = new ArrayList<>();
    for (long millis = 1_700_000_000_000L; millis < 1_700_000_000_100L; millis++) {
      var key = new UUID(millis << 16 | 0x7000 | random.nextInt(0x1000),
          Long.MIN_VALUE | random.nextLong() >>> 2);
      ofLaterAndLaterKeys.add(ids.order("account", "event", new IdempotencyKey(key.toString()))
          .orderId()
          .toString());
    }

    assertThat(ofLaterAndLaterKeys).isSorted().doesNotHaveDuplicates();
    assertThat(ofLaterAndLaterKeys.getFirst()).startsWith("018bcfe5-6800");
  }

  @Test
  void other_uuids_lend_no_time() {
    var v4 = new IdempotencyKey("018bcfe5-6800-4000-8000-000000000000");

    assertThat(v4.madeAt()).isEmpty();
    assertThat(ids.order("account", "event", v4).orderId().toString())
        .doesNotStartWith("018bcfe5-6800");
  }

  @Test
  void a_repeated_payment_or_cancellation_is_the_same_request() {
    var order = ids.order("account", "event", KEY);
    var payment = ids.payment(order, "pay-1", 100, "EUR");
    var held = new Revision(1, 1);
    var later = new Revision(1, 2);

    assertThat(ids.payment(order, "pay-1", 100, "EUR")).isEqualTo(payment);
    assertThat(List.of(ids.payment(order, "pay-2", 100, "EUR"),
        ids.payment(order, "pay-1", 101, "EUR"), ids.payment(order, "pay-1", 100, "USD"),
        ids.cancellation(order, held), ids.cancellation(order, later),
        ids.cancellation(order, KEY), order.orderId())).doesNotContain(payment)
        .doesNotHaveDuplicates();
    assertThat(ids.cancellation(order, held)).isEqualTo(ids.cancellation(order, held));
    assertThat(ids.cancellation(order, KEY)).isEqualTo(ids.cancellation(order, KEY));
  }
}
