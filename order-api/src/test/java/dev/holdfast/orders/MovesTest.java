package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Payments, cancellations, my orders, and what a request carries. */
class MovesTest {

  private static final String PAYMENT =
      "{\"paymentId\":\"pay-1\",\"amountMinor\":2500,\"currency\":\"EUR\"}";

  private final Api api = Api.shared();
  @AutoClose
  private final Sale sale = Sale.on(api);
  private final Inventory inventory = sale.inventory();
  private final Api.Guest guest = sale.guest();
  private final String eventId = sale.eventId();

  @Test
  void a_payment_and_its_repeat_are_one_request_on_the_orders_partition() {
    var ref = sale.order().text("ref");
    var placed = inventory.newRecords().getFirst();
    var place = (Request.PlaceOrder) inventory.read(placed);
    inventory.announce(Inventory.held(place, 2));
    guest.call("GET", "/v1/orders/" + ref).header("Prefer", "wait=30").send();
    var payments = TestTokens.bearer(api, "psp", "payments");

    var first = payments.call("POST", "/v1/orders/" + ref + "/payments").json(PAYMENT).send();
    var again = payments.call("POST", "/v1/orders/" + ref + "/payments").json(PAYMENT).send();
    var seen = payments.call("GET", "/v1/orders/" + ref).send();

    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(again.text("requestId")).isEqualTo(first.text("requestId"));
    assertThat(first.text("statusUrl")).isEqualTo("/v1/orders/" + ref);
    var sent = inventory.newRecords();
    assertThat(sent).hasSize(2).allMatch(record -> record.partition() == placed.partition());
    var payment = (Request.ConfirmPayment) inventory.read(sent.getFirst());
    assertThat(payment.orderId()).isEqualTo(place.orderId());
    assertThat(payment.requestId().toString()).isEqualTo(first.text("requestId"));
    assertThat(seen.text("status")).isEqualTo("HELD");
  }

  @Test
  void a_cancellation_and_its_repeat_are_one_request() {
    var ref = sale.order().text("ref");
    var place = sale.placed();

    var first = guest.call("POST", "/v1/orders/" + ref + "/cancellation").send();
    var again = guest.call("POST", "/v1/orders/" + ref + "/cancellation").send();

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.text("requestId")).isEqualTo(first.text("requestId"));
    var cancel = (Request.CancelOrder) inventory.newRequests().getFirst();
    assertThat(cancel.orderId()).isEqualTo(place.orderId());
  }

  @Test
  void a_cancellation_in_a_new_state_or_under_a_key_is_a_new_request() {
    var ref = sale.order().text("ref");
    var place = sale.placed();
    var undecided = guest.call("POST", "/v1/orders/" + ref + "/cancellation").send();
    sale.project(Inventory.held(place, 2));

    var cancel = guest.call("POST", "/v1/orders/" + ref + "/cancellation");
    var held = cancel.send();
    var again = cancel.send();
    cancel.header("Idempotency-Key", Api.newKey());
    var named = cancel.send();
    var namedAgain = cancel.send();

    assertThat(List.of(undecided.text("requestId"), held.text("requestId"),
        named.text("requestId"))).doesNotHaveDuplicates().doesNotContain("");
    assertThat(again.text("requestId")).isEqualTo(held.text("requestId"));
    assertThat(namedAgain.text("requestId")).isEqualTo(named.text("requestId"));
  }

  @Test
  void an_accepted_order_is_not_refused_when_the_limit_is_lowered() {
    var key = Api.newKey();
    var remembered = Api.newKey();
    guest.order(eventId, key, 4).send();
    inventory.announce(Inventory.held(sale.placed(), 2));
    guest.order(eventId, remembered, 4).send();
    sale.project(new Result.EventChanged(
        Inventory.entry(eventId, 1, 3, UUID.randomUUID(), 4), Inventory.terms(2)));

    await().untilAsserted(() -> Problems.check(guest.order(eventId, Api.newKey(), 4).send(), 422,
        "quantity-over-limit"));
    assertThat(guest.order(eventId, remembered, 4).send().status()).isEqualTo(202);
    try (var restarted = Api.start(api.stack())) {
      var elsewhere = guest.at(restarted);
      await().untilAsserted(
          () -> assertThat(elsewhere.order(eventId, key, 4).send().status()).isEqualTo(202));
      Problems.check(elsewhere.order(eventId, Api.newKey(), 4).send(), 422,
          "quantity-over-limit");
    }
  }

  @Test
  void the_same_key_is_the_same_order() {
    var key = Api.newKey();
    var first = guest.order(eventId, key, 1).send();
    var again = guest.order(eventId, key, 1).send();
    var another = api.guest().order(eventId, key, 1).send();

    assertThat(again.text("ref")).isEqualTo(first.text("ref"));
    assertThat(another.text("ref")).isNotEqualTo(first.text("ref"));
    var orders = inventory.newRequests().stream().map(Request::requestId).toList();
    assertThat(orders.get(1)).isEqualTo(orders.getFirst());
    assertThat(orders.get(2)).isNotEqualTo(orders.getFirst());
  }

  @Test
  void the_view_knows_the_first_body_of_a_key_after_a_restart() {
    var key = Api.newKey();
    guest.order(eventId, key, 1).send();
    sale.project(Inventory.held(sale.placed(), 2));

    try (var restarted = Api.start(api.stack())) {
      var elsewhere = guest.at(restarted);
      Problems.check(elsewhere.order(eventId, key, 2).send(), 422, "idempotency-key-reused");
      assertThat(inventory.newRecords()).isEmpty();
      assertThat(elsewhere.order(eventId, key, 1).send().status()).isEqualTo(202);
    }
  }

  @Test
  void a_valid_trace_goes_with_the_request_and_another_does_not() {
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    guest.order(eventId, Api.newKey(), 1).header("traceparent", trace).send();
    guest.order(eventId, Api.newKey(), 1).header("traceparent", "00-rubbish-1-01").send();

    var records = inventory.newRecords();
    assertThat(MessageCodec.header(records.get(0).headers(), "traceparent")).isEqualTo(trace);
    assertThat(MessageCodec.header(records.get(1).headers(), "traceparent")).isNull();
    assertThat(records.getFirst().key()).isEqualTo(eventId);
  }

  @Test
  void my_orders_come_in_pages_newest_first() {
    for (int i = 0; i < 5; i++) {
      sale.order();
    }
    List<Result> rejected = new ArrayList<>();
    for (var request : inventory.newRequests()) {
      rejected.add(Inventory.rejected((Request.PlaceOrder) request, rejected.size() + 2));
    }
    sale.project(rejected.toArray(Result[]::new));

    List<String> seen = new ArrayList<>();
    var after = "";
    do {
      var page = guest.call("GET", "/v1/orders?limit=2" + after).send();
      assertThat(page.status()).as(page.toString()).isEqualTo(200);
      page.json().get("orders").forEach(order -> seen.add(order.get("ref").asString()));
      after = page.text("next").isEmpty() ? "" : "&after=" + page.text("next");
    } while (!after.isEmpty());

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(guest.call("GET", "/v1/orders/" + seen.getFirst()).send().text("status"))
        .isEqualTo("REJECTED");
    assertThat(api.guest().call("GET", "/v1/orders").send().json().get("orders").size()).isZero();
  }

  @Test
  void buyers_pay_only_in_a_demo() {
    try (var demo = Api.start(api.stack(), "holdfast.demo-payments=true")) {
      var buyer = guest.at(demo);
      var ref = buyer.order(eventId, Api.newKey(), 1).send().text("ref");

      assertThat(buyer.call("POST", "/v1/orders/" + ref + "/payments")
          .json(PAYMENT)
          .send()
          .status()).isEqualTo(202);
      Problems.check(guest.call("POST", "/v1/orders/" + ref + "/payments").json(PAYMENT).send(),
          403, "forbidden");
    }
  }
}
