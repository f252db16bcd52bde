package dev.holdfast.orders;

import static dev.holdfast.orders.Inventory.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.MoveRefusal;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTest {

  private final Api api = Api.shared();
  private final Inventory inventory = new Inventory(api.stack().bootstrapServers());
  private final Api.Guest organiser = TestTokens.bearer(api, "org", "organiser");
  private final String eventId = Api.newEventId();

  @AfterEach
  void close() {
    inventory.close();
  }

  @Test
  void opening_answers_201_when_the_view_has_it_and_changing_200() {
    var opening = put(Terms.json());
    var open = (Request.OpenEvent) nextRequest();
    inventory.announce(new Result.EventOpened(entry(eventId, 1, 1, open.requestId(), 0),
        open.terms()));

    var opened = opening.join();
    assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
    assertThat(opened.header("Location")).isEqualTo("/v1/events/" + eventId);
    assertThat(opened.text("state")).isEqualTo("OPEN");
    assertThat(opened.json().get("lastOutcome").get("code").asString()).isEqualTo("OPENED");
    assertThat(opened.json().get("available").asInt()).isEqualTo(100);

    var changing = put(Terms.with("state", "\"PAUSED\""));
    var change = (Request.ChangeEvent) nextRequest();
    inventory.announce(new Result.EventChanged(entry(eventId, 1, 2, change.requestId(), 0),
        change.terms()));

    assertThat(changing.join().status()).isEqualTo(200);
    assertThat(api.call("GET", "/v1/events/" + eventId).send().text("state")).isEqualTo("PAUSED");
  }

  @Test
  void too_small_a_capacity_is_refused_with_its_floor() {
    inventory.announce(Inventory.opened(eventId, 1, UUID.randomUUID()));
    await().until(() -> api.call("GET", "/v1/events/" + eventId).send().status() == 200);

    var changing = put(Terms.with("capacity", "1"));
    var change = (Request.ChangeEvent) nextRequest();
    inventory.announce(new Result.ChangeRefused(entry(eventId, 1, 2, change.requestId(), 42),
        Inventory.TERMS, MoveRefusal.CAPACITY_BELOW_ALLOCATED, 42));

    Problems.check(changing.join(), 422, "capacity-below-allocated");
    assertThat(changing.join().json().get("floor").asInt()).isEqualTo(42);
  }

  @Test
  void without_an_answer_in_5_seconds_202() {
    var answer = put(Terms.json()).join();

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("requestId")).isEqualTo(nextRequest().requestId().toString());
    assertThat(answer.text("statusUrl")).isEqualTo("/v1/events/" + eventId);
  }

  @Test
  void events_come_in_pages() {
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      opened.add(inventory.opened());
    }
    opened.forEach(id -> await()
        .until(() -> api.call("GET", "/v1/events/" + id).send().status() == 200));

    List<String> seen = new ArrayList<>();
    var after = "";
    do {
      var page = api.call("GET", "/v1/events?limit=2" + after).send();
      page.json().get("events").forEach(event -> seen.add(event.get("eventId").asString()));
      after = page.text("next").isEmpty() ? "" : "&after=" + page.text("next");
    } while (!after.isEmpty());

    assertThat(seen).containsAll(opened).isSorted().doesNotHaveDuplicates();
  }

  private CompletableFuture<Answer> put(String terms) {
    return organiser.call("PUT", "/v1/events/" + eventId).json(terms).inBackground();
  }

  private Request nextRequest() {
    List<Request> found = new ArrayList<>();
    await().until(() -> {
      found.addAll(inventory.newRequests());
      return !found.isEmpty();
    });
    return found.getFirst();
  }
}
