package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.OrderKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Two instances over one database share the shards; a client may ask either. */
class TwoInstancesTest {

  private static final int CHANGES = 30;

  private final Api shared = Api.shared();
  private final String views = shared.stack().createDatabase("two_instances");
  private final String group = "two-instances-" + UUID.randomUUID();
  @AutoClose
  private final Api one = start();
  @AutoClose
  private final Api other = start();
  @AutoClose
  private final Sale sale = Sale.on(one);

  @Test
  void who_waits_at_one_is_woken_by_what_the_other_projects() {
    projection(other).stop();
    var guest = sale.guest().at(other);
    var url = guest.order(sale.eventId(), Api.newKey(), 1).send().header("Location");
    var place = sale.placed();

    var parked = guest.call("GET", url).header("Prefer", "wait=30").inBackground();
    await().during(Duration.ofMillis(500)).until(() -> !parked.isDone());
    sale.inventory().announce(Inventory.held(place, 2));

    assertThat(parked.orTimeout(20, TimeUnit.SECONDS).join().text("status")).isEqualTo("HELD");
  }

  @Test
  void what_one_has_shown_the_other_never_takes_back() {
    var url = sale.order().header("Location");
    var place = sale.placed();
    var instances = List.of(sale.guest().at(one), sale.guest().at(other));
    var tag = "\"0\"";

    for (int version = 1; version <= CHANGES; version++) {
      if (version == CHANGES / 2) {
        projection(one).stop();
      }
      sale.inventory().announce(Inventory.changed(place, version));
      var news = instances.get(version % 2)
          .call("GET", url)
          .header("If-None-Match", tag)
          .header("Prefer", "wait=30")
          .send();
      tag = news.header("ETag");
      assertThat(tag).isEqualTo("\"1-%d\"".formatted(version));

      var elsewhere = instances.get((version + 1) % 2);
      assertThat(elsewhere.call("GET", url).header("If-None-Match", tag).send().status())
          .isEqualTo(304);
      assertThat(elsewhere.call("GET", url).send().header("ETag")).isEqualTo(tag);
    }
  }

  @Test
  void who_has_lost_a_shard_without_knowing_it_leads_nobody_back() {
    projection(one).stop();
    var url = sale.order().header("Location");
    var place = sale.placed();
    var guest = sale.guest();
    projectAndHear(Inventory.changed(place, 1));
    var first = one.bean(Orders.class).find(new OrderKey(place.eventId(), place.orderId()));
    projectAndHear(Inventory.changed(place, 2));
    // As if it had written the first state itself, and not heard of the second.
    one.bean(LiveOrders.class)
        .remember(Inventory.shardOf(place.eventId()), List.of(first.orElseThrow()));

    assertThat(guest.call("GET", url).header("If-None-Match", "\"1-2\"").send().status())
        .isEqualTo(304);
    assertThat(guest.call("GET", url).send().header("ETag")).isEqualTo("\"1-2\"");
    assertThat(guest.call("GET", url).header("If-None-Match", "\"0\"").send().header("ETag"))
        .isEqualTo("\"1-1\"");

    projectAndHear(Inventory.changed(place, 3));

    assertThat(guest.call("GET", url).header("If-None-Match", "\"1-1\"").send().header("ETag"))
        .isEqualTo("\"1-3\"");
  }

  /** Until it is in the views, and the one that did not write it has heard of it. */
  private void projectAndHear(Result result) {
    var heard = one.bean(Waiting.class).bell(Inventory.shardOf(sale.eventId()));
    sale.project(result);
    heard.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static MessageListenerContainer projection(Api api) {
    return Objects.requireNonNull(
        api.bean(KafkaListenerEndpointRegistry.class).getListenerContainer("projection"));
  }

  // Nobody looks by himself before a notification comes.
  private Api start() {
    return Api.over(shared.stack(), views, "spring.kafka.consumer.group-id=" + group,
        "holdfast.look-every=1h");
  }
}
