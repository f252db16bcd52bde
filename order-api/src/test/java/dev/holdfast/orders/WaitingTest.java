package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WaitingTest {

  private final Api api = Api.shared();
  @AutoClose
  private final Sale sale = Sale.on(api);
  private final Inventory inventory = sale.inventory();
  private final Api.Guest guest = sale.guest();
  private final String eventId = sale.eventId();

  @Test
  void a_parked_request_is_woken_by_the_result() {
    var url = sale.order().header("Location");
    var place = sale.placed();

    var parked = guest.call("GET", url).header("Prefer", "wait=30").inBackground();
    await().during(Duration.ofMillis(500)).until(() -> !parked.isDone());
    inventory.announce(Inventory.rejected(place, 2));

    var answer = parked.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("REJECTED");
    assertThat(answer.text("reason")).isEqualTo("SOLD_OUT");
    assertThat(answer.json().get("available").asInt()).isZero();
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
  }

  @Test
  void who_asks_to_wait_gets_the_decision_as_the_answer_to_the_order() {
    var answer = guest.order(eventId, Api.newKey(), 1)
        .header("Prefer", "wait=30")
        .inBackground();
    var place = await().until(inventory::newRequests, requests -> !requests.isEmpty()).getFirst();
    inventory.announce(Inventory.held((Request.PlaceOrder) place, 2));

    var decided = answer.join();
    assertThat(decided.status()).isEqualTo(200);
    assertThat(decided.text("status")).isEqualTo("HELD");
    assertThat(decided.header("Preference-Applied")).isEqualTo("wait=30");
    assertThat(guest.call("GET", decided.header("Location"))
        .header("If-None-Match", decided.header("ETag"))
        .send()
        .status()).isEqualTo(304);
  }

  @Test
  void who_repeats_a_decided_order_is_answered_with_the_decision() {
    var key = Api.newKey();
    guest.order(eventId, key, 1).send();
    sale.project(Inventory.held(sale.placed(), 2));

    var repeated = guest.order(eventId, key, 1).header("Prefer", "wait=30").send();

    assertThat(repeated.status()).isEqualTo(200);
    assertThat(repeated.text("status")).isEqualTo("HELD");
  }

  @Test
  void who_waited_in_vain_has_a_receipt() {
    var answer = guest.order(eventId, Api.newKey(), 1).header("Prefer", "wait=1").send();

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("status")).isEqualTo("PENDING");
    assertThat(answer.text("statusUrl")).isEqualTo(answer.header("Location"));
  }

  @Test
  void what_the_client_has_is_not_sent_again() {
    var url = sale.order().header("Location");
    var place = sale.placed();
    var pending = guest.call("GET", url).header("If-None-Match", "\"0\"").send();
    assertThat(pending.status()).isEqualTo(304);

    inventory.announce(Inventory.held(place, 2));
    var held = guest.call("GET", url).header("Prefer", "wait=30").send();
    var again = guest.call("GET", url).header("If-None-Match", held.header("ETag")).send();

    assertThat(held.text("status")).isEqualTo("HELD");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(held.header("ETag"));
    assertThat(guest.call("GET", url)
        .header("If-None-Match", "W/\"9\", " + held.header("ETag"))
        .send()
        .status()).isEqualTo(304);
    assertThat(guest.call("GET", url)
        .header("If-None-Match", "W/\"9\"")
        .header("If-None-Match", held.header("ETag"))
        .send()
        .status()).isEqualTo(304);
  }

  @Test
  void with_an_etag_one_waits_for_the_next_state() {
    var url = sale.order().header("Location");
    var place = sale.placed();
    inventory.announce(Inventory.held(place, 2));
    var held = guest.call("GET", url).header("Prefer", "wait=30").send();

    var parked = guest.call("GET", url)
        .header("If-None-Match", held.header("ETag"))
        .header("Prefer", "return=minimal")
        .header("Prefer", "wait=30")
        .inBackground();
    inventory.announce(Inventory.expired(place, 3));

    assertThat(parked.join().text("status")).isEqualTo("EXPIRED");
  }

  @Test
  void when_the_time_is_up_it_says_what_there_is() {
    var url = sale.order().header("Location");

    var started = System.nanoTime();
    var pending = guest.call("GET", url).header("Prefer", "wait=1").send();
    var unchanged = guest.call("GET", url)
        .header("Prefer", "wait=1")
        .header("If-None-Match", "\"0\"")
        .send();

    assertThat(System.nanoTime() - started).isGreaterThan(1_900_000_000L);
    assertThat(pending.text("status")).isEqualTo("PENDING");
    assertThat(unchanged.status()).isEqualTo(304);
  }

  @Test
  void hundreds_wait_without_a_connection_each() {
    List<CompletableFuture<Answer>> parked = new ArrayList<>();
    List<Request.PlaceOrder> places = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var url = sale.order().header("Location");
      parked.add(guest.call("GET", url).header("Prefer", "wait=30").inBackground());
    }
    inventory.newRequests().forEach(request -> places.add((Request.PlaceOrder) request));

    // The pool has 16 connections: one more answer while all wait shows that they hold none.
    assertThat(api.call("GET", "/v1/events/" + eventId).send().status()).isEqualTo(200);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      results.add(Inventory.rejected(places.get(i), i + 2));
    }
    inventory.announce(results.toArray(Result[]::new));

    assertThat(parked).allSatisfy(
        answer -> assertThat(answer.join().text("status")).isEqualTo("REJECTED"));
  }

  @Test
  void the_place_in_line_is_told_and_shortens() {
    var first = sale.order();
    for (int i = 0; i < 4; i++) {
      sale.order();
    }
    var last = sale.order();
    var offsets = inventory.newRecords().stream().map(record -> record.offset()).toList();
    var shard = Inventory.shardOf(eventId);
    inventory.announce(new Result.Progress(shard, offsets.getFirst()));
    inventory.awaitProjected(api.bean(Positions.class), shard);

    await().untilAsserted(() -> {
      assertThat(pending(last).path("ahead").asInt(-1)).isEqualTo(5);
      assertThat(pending(first).path("ahead").asInt(-1)).isZero();
    });
    inventory.announce(new Result.Progress(shard, offsets.getFirst() + 3));
    await().untilAsserted(() -> assertThat(pending(last).path("ahead").asInt(-1)).isEqualTo(2));
    assertThat(guest.call("GET", last.header("Location")).send().header("Retry-After"))
        .isEqualTo("1");
  }

  private JsonNode pending(Answer accepted) {
    return guest.call("GET", accepted.header("Location")).send().json();
  }
}
