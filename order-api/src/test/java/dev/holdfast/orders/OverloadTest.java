package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.Admission.Verdict.Admitted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What can't be done in time is refused at once, and what was accepted stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {

  private static final int FAR_TOO_MANY = 1_000_000;

  @AutoClose
  private final Api api = Api.start(Api.shared().stack(), "holdfast.longest-wait=2s");
  @AutoClose
  private final Sale sale = Sale.on(api);

  @Test
  void while_nothing_is_decided_orders_are_refused_and_when_it_goes_on_they_are_taken() {
    decideAll();
    var key = Api.newKey();
    var first = sale.guest().order(sale.eventId(), key, 1).send();
    List<Answer> answers = new ArrayList<>(List.of(first));
    await().until(() -> {
      answers.add(sale.order());
      return answers.getLast().status() == 429;
    });

    Problems.check(answers.getLast(), 429, "overloaded");
    assertThat(answers.getLast().header("Connection")).isEmpty();
    assertThat(Integer.parseInt(answers.getLast().header("Retry-After"))).isBetween(1, 60);
    assertThat(sale.inventory().newRecords()).hasSize(answers.size() - 1);
    var repeat = sale.guest().order(sale.eventId(), key, 1).send();
    assertThat(repeat.status()).isEqualTo(202);
    assertThat(repeat.text("ref")).isEqualTo(first.text("ref"));
    assertThat(sale.guest().call("GET", first.header("Location")).send().text("status"))
        .isEqualTo("PENDING");
    assertThat(cancel(first).status()).isEqualTo(202);
    assertThat(sale.guest().order(elsewhere(), Api.newKey(), 1).send().status()).isEqualTo(202);

    decideAll();
    await().until(() -> sale.order().status() == 202);
  }

  @Test
  void who_comes_when_the_heap_has_no_room_for_more_is_refused_before_anything_is_read() {
    decideAll();
    var admit = api.bean(AdmitRequest.class);
    int inside = 1;
    while (admit.enter(null) instanceof Admitted && inside < FAR_TOO_MANY) {
      inside++;
    }

    var refused = api.call("GET", "/v1/events/" + sale.eventId()).send();
    var order = sale.guest()
        .call("POST", "/v1/events/" + sale.eventId() + "/orders")
        .header("Authorization", "Bearer nobody's")
        .json("{")
        .send();

    for (; inside > 0; inside--) {
      admit.leave();
    }
    Problems.check(refused, 429, "overloaded");
    Problems.check(order, 429, "overloaded");
    assertThat(api.call("GET", "/v1/events/" + sale.eventId()).send().status()).isEqualTo(200);
    assertThat(sale.order().status()).isEqualTo(202);
  }

  /** An event whose shard keeps up. */
  private String elsewhere() {
    return sale.inventory().openedOn(api, (shard() + 1) % Api.SHARDS);
  }

  private Answer cancel(Answer order) {
    return sale.guest().call("POST", "/v1/orders/" + order.text("ref") + "/cancellation").send();
  }

  private int shard() {
    return Inventory.shardOf(sale.eventId());
  }

  private void decideAll() {
    for (int shard : List.of(shard(), (shard() + 1) % Api.SHARDS)) {
      sale.inventory().announce(new Result.Progress(shard, sale.inventory().endOfRequests(shard)));
      sale.inventory().awaitProjected(api.bean(Positions.class), shard);
    }
  }
}
