package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.messages.OrderStatus;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.Known;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.References;
import dev.holdfast.orders.model.Revision;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A crowd that waits costs little memory each, and everybody is answered. */
class ParkedCrowdTest {

  private static final int CROWD = 20_000;
  /** More need a larger heap and twice as many open files. */
  private static final int CONNECTIONS = Integer.getInteger("holdfast.test.connections", 2_500);
  private static final int MOST_BYTES_OF_A_WAIT = 8 * 1024;

  private static final Duration LONG = Duration.ofMinutes(2);

  private final Api api = Api.shared();
  @AutoClose
  private final Sale sale = Sale.on(api);

  @Test
  void twenty_thousand_wait_and_all_are_answered() {
    var orders = orders(CROWD);
    var waiting = api.bean(Waiting.class);
    var shard = Inventory.shardOf(sale.eventId());
    var before = heapInUse();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var parked = orders.stream()
          .map(order -> CompletableFuture.supplyAsync(
              () -> waiting.await(shard, key(order), Known.of(Revision.PENDING), LONG), threads))
          .toList();
      awaitParked(CROWD);

      assertThat((heapInUse() - before) / CROWD).isLessThan(MOST_BYTES_OF_A_WAIT);
      // More than the heap has room for over HTTP: who comes now is not parked any more.
      var late = CompletableFuture.supplyAsync(() -> api.bean(ShowOrder.class)
          .show(key(orders.getFirst()), Known.of(Revision.PENDING), LONG), threads);
      assertThat(late.orTimeout(20, TimeUnit.SECONDS).join()).isEmpty();
      sale.inventory().announce(held(orders));
      assertThat(parked.stream().map(answer -> answer.join().orElseThrow().status()))
          .hasSize(CROWD)
          .containsOnly(OrderStatus.HELD);
    }
    assertThat(api.bean(Waiting.class).parked()).isZero();
  }

  @Test
  void thousands_wait_over_http_and_all_are_answered() throws Exception {
    var orders = orders(CONNECTIONS);
    var references = api.bean(References.class);
    var before = heapInUse();
    try (var crowd = new HttpCrowd(sale.guest(), orders.stream()
        .map(order -> references.sign(key(order), order.accountId()))
        .toList())) {
      crowd.ask();
      awaitParked(CONNECTIONS);

      var each = (heapInUse() - before) / CONNECTIONS;
      assertThat(each).isLessThan(Waiting.PARKED_BYTES);
      sale.inventory().announce(held(orders));
      crowd.awaitStatus("HELD");
    }
    await().until(() -> api.bean(Waiting.class).parked() == 0);
  }

  private void awaitParked(int many) {
    await().until(() -> api.bean(Waiting.class).parked() == many);
    // Parked, and no look at the view under way that could still answer.
    await().during(Duration.ofMillis(500))
        .until(() -> api.bean(Waiting.class).parked() == many);
  }

  private List<Request.PlaceOrder> orders(int many) {
    return IntStream.range(0, many)
        .mapToObj(_ -> new Request.PlaceOrder(UUID.randomUUID(), sale.eventId(),
            sale.guest().accountId(), 1, "hash"))
        .toList();
  }

  private static OrderKey key(Request.PlaceOrder order) {
    return new OrderKey(order.eventId(), order.orderId());
  }

  private static Result[] held(List<Request.PlaceOrder> orders) {
    return IntStream.range(0, orders.size())
        .mapToObj(i -> Inventory.held(orders.get(i), i + 2L))
        .toArray(Result[]::new);
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
