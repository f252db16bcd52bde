package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotReceivedTest {

  private final Api api = Api.shared();
  private final Inventory inventory = new Inventory(api.stack().bootstrapServers());
  private final Api.Guest guest = api.guest();
  private final OrderKey neverSent = new OrderKey(Api.newEventId(), UUID.randomUUID());
  private final int shard = Inventory.shardOf(neverSent.eventId());

  @AfterEach
  void close() {
    inventory.close();
  }

  @Test
  void an_order_that_did_not_get_into_the_log_is_said_to_be_lost_once_that_is_certain() {
    guest.order(inventory.openedOn(api, shard), Api.newKey(), 1).send();
    assertThat(status(secondsAgo(60))).isEqualTo("PENDING");

    inventory.announce(new Result.Progress(shard, inventory.endOfRequests(shard)));
    inventory.awaitProjected(api.bean(Positions.class), shard);

    assertThat(status(secondsAgo(60))).isEqualTo("NOT_RECEIVED");
    assertThat(status(secondsAgo(20))).isEqualTo("PENDING");
  }

  @Test
  void a_result_that_comes_all_the_same_counts() {
    inventory.announce(new Result.Progress(shard, inventory.endOfRequests(shard)));
    inventory.awaitProjected(api.bean(Positions.class), shard);
    assertThat(status(secondsAgo(60))).isEqualTo("NOT_RECEIVED");

    inventory.announce(Inventory.held(new Request.PlaceOrder(neverSent.orderId(),
        neverSent.eventId(), guest.accountId(), 1, "hash"), 2));

    await().untilAsserted(() -> assertThat(status(secondsAgo(60))).isEqualTo("HELD"));
  }

  private String status(String at) {
    var reference = api.bean(References.class).sign(neverSent, guest.accountId());
    return guest.call("GET", "/v1/orders/" + reference + "?at=" + at).send().text("status");
  }

  private String secondsAgo(long seconds) {
    return "%d.x.%d".formatted(shard, Instant.now().minusSeconds(seconds).toEpochMilli());
  }
}
