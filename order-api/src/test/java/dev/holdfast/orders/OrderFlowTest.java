package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OrderFlowTest {

  @AutoClose
  private final Sale sale = Sale.on(Api.shared());

  @Test
  void an_order_is_accepted_decided_and_shown() {
    var guest = sale.guest();

    var accepted = guest.order(sale.eventId(), Api.newKey(), 2).send();

    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
    assertThat(accepted.text("status")).isEqualTo("PENDING");
    var url = accepted.header("Location");
    assertThat(url).isEqualTo(accepted.text("statusUrl"));
    var pending = guest.call("GET", url).send();
    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.text("status")).isEqualTo("PENDING");
    assertThat(pending.header("ETag")).isEqualTo("\"0\"");

    var place = sale.placed();
    assertThat(place.accountId()).isEqualTo(guest.accountId());
    sale.inventory().announce(Inventory.held(place, 2));

    var held = guest.call("GET", url).header("Prefer", "wait=30").send();
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("status")).isEqualTo("HELD");
    assertThat(held.header("ETag")).isEqualTo("\"1-1\"");
    assertThat(held.text("payBy")).isEqualTo("2026-03-01T10:09:55Z");
    assertThat(held.json().get("lastOutcome").get("requestId").asString())
        .isEqualTo(place.orderId().toString());
    assertThat(held.json().get("lastOutcome").get("code").asString()).isEqualTo("HELD");
  }
}
