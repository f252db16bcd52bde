package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderFlowTest {

  private final Api api = Api.shared();
  private final Inventory inventory = new Inventory(api.stack().bootstrapServers());

  @AfterEach
  void close() {
    inventory.close();
  }

  @Test
  void an_order_is_accepted_decided_and_shown() {
    var guest = api.guest();
    var eventId = openEvent();

    var accepted = guest.order(eventId, Api.newKey(), 2).send();

    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
    assertThat(accepted.text("status")).isEqualTo("PENDING");
    var url = accepted.header("Location");
    assertThat(url).isEqualTo(accepted.text("statusUrl"));
    var pending = guest.call("GET", url).send();
    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.text("status")).isEqualTo("PENDING");
    assertThat(pending.header("ETag")).isEqualTo("\"0\"");

    var place = (Request.PlaceOrder) inventory.newRequests().getFirst();
    assertThat(place.accountId()).isEqualTo(guest.accountId());
    inventory.announce(Inventory.held(place, 2));

    var held = guest.call("GET", url).header("Prefer", "wait=30").send();
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("status")).isEqualTo("HELD");
    assertThat(held.header("ETag")).isEqualTo("\"1-1\"");
    assertThat(held.text("payBy")).isEqualTo("2026-03-01T10:09:55Z");
    assertThat(held.json().get("lastOutcome").get("requestId").asString())
        .isEqualTo(place.orderId().toString());
    assertThat(held.json().get("lastOutcome").get("code").asString()).isEqualTo("HELD");
  }

  private String openEvent() {
    var eventId = inventory.opened();
    await().until(() -> api.call("GET", "/v1/events/" + eventId).send().status() == 200);
    return eventId;
  }
}
