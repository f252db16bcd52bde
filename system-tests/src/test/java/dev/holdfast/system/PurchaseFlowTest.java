package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The purchase, told from outside, on the real jars. */
class PurchaseFlowTest {

  private static RunningSystem system;

  @BeforeAll
  static void start() throws InterruptedException {
    system = RunningSystem.shared();
  }

  @AfterAll
  static void every_promise_was_kept() {
    system.audit();
  }

  @Test
  void an_order_is_accepted_held_paid_and_confirmed() throws Exception {
    var buyer = system.token(Role.BUYER);
    assertThat(system.openEvent("concert", 10, 300).status()).isEqualTo(201);

    var accepted = system.order("concert", buyer, 2);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("status")).isEqualTo("PENDING");

    var ref = accepted.text("ref");
    var held = system.awaitStatus(ref, buyer, "HELD");
    assertThat(held.body().path("amountMinor").asInt()).isEqualTo(9_000);
    assertThat(held.text("payBy")).isNotEmpty();

    assertThat(system.pay(ref, 9_000).status()).isEqualTo(202);
    system.awaitStatus(ref, buyer, "CONFIRMED");

    var event = system.get("/v1/events/concert", buyer).body();
    assertThat(event.path("available").asInt()).isEqualTo(8);
    assertThat(event.path("held").asInt()).isZero();
    assertThat(event.path("sold").asInt()).isEqualTo(2);
  }

  @Test
  void when_the_last_ticket_is_held_the_next_order_is_rejected_with_the_balance()
      throws Exception {
    var first = system.token(Role.BUYER);
    var second = system.token(Role.BUYER);
    system.openEvent("theatre", 1, 300);

    system.awaitStatus(system.order("theatre", first, 1).text("ref"), first, "HELD");
    var rejected =
        system.awaitStatus(system.order("theatre", second, 1).text("ref"), second, "REJECTED");

    assertThat(rejected.text("reason")).isEqualTo("SOLD_OUT");
    assertThat(rejected.body().path("available").asInt(-1)).isZero();
  }

  @Test
  void an_unpaid_ticket_goes_back_and_the_next_order_gets_it() throws Exception {
    var slow = system.token(Role.BUYER);
    var quick = system.token(Role.BUYER);
    system.openEvent("opera", 1, 1);

    system.awaitStatus(system.order("opera", slow, 1).text("ref"), slow, "EXPIRED");
    var ref = system.order("opera", quick, 1).text("ref");

    assertThat(system.get("/v1/orders/" + ref, slow).status()).isEqualTo(404);
    system.awaitStatus(ref, quick, "EXPIRED");
  }

  @Test
  void a_cancelled_ticket_goes_back_at_once() throws Exception {
    var buyer = system.token(Role.BUYER);
    system.openEvent("ballet", 1, 300);
    var ref = system.order("ballet", buyer, 1).text("ref");
    system.awaitStatus(ref, buyer, "HELD");

    assertThat(system.cancel(ref, buyer).status()).isEqualTo(202);

    system.awaitStatus(ref, buyer, "CANCELLED");
    system.awaitStatus(system.order("ballet", buyer, 1).text("ref"), buyer, "HELD");
  }

  @Test
  void money_that_buys_nothing_is_to_be_refunded() throws Exception {
    var buyer = system.token(Role.BUYER);
    system.openEvent("circus", 5, 300);
    var ref = system.order("circus", buyer, 1).text("ref");
    system.awaitStatus(ref, buyer, "HELD");

    var wrong = system.awaitOutcome(ref, buyer, system.pay(ref, 1).text("requestId"));
    assertThat(wrong.body().at("/lastOutcome/code").asString())
        .isEqualTo("REFUND_DUE_WRONG_AMOUNT");
    assertThat(wrong.text("status")).isEqualTo("HELD");

    system.awaitOutcome(ref, buyer, system.pay(ref, 4_500).text("requestId"));
    var second = system.awaitOutcome(ref, buyer, system.pay(ref, 4_500).text("requestId"));
    assertThat(second.body().at("/lastOutcome/code").asString())
        .isEqualTo("REFUND_DUE_ALREADY_CONFIRMED");
    assertThat(second.text("status")).isEqualTo("CONFIRMED");
  }

  @Test
  void a_late_payment_takes_the_ticket_again_if_it_is_still_there() throws Exception {
    var buyer = system.token(Role.BUYER);
    system.openEvent("recital", 1, 1);
    var ref = system.order("recital", buyer, 1).text("ref");
    system.awaitStatus(ref, buyer, "EXPIRED");

    system.pay(ref, 4_500);

    system.awaitStatus(ref, buyer, "CONFIRMED");
  }
}
