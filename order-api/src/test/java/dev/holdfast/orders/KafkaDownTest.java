package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaDownTest {

  @Test
  void without_kafka_503_at_once_and_after_it_comes_back_202(@TempDir Path directory) {
    try (var stack = LocalStack.start(StackSettings.in(directory.resolve("stack")))) {
      Api.createTopics(stack);
      try (var api = Api.start(stack);
          var inventory = new Inventory(stack.bootstrapServers())) {
        var guest = api.guest();
        var eventId = inventory.opened();
        await().until(() -> guest.order(eventId, Api.newKey(), 1).send().status() == 202);

        // Hanging and not dead: a dead broker's client forgets the topic and refuses at once.
        stack.kafka().hang();
        var key = Api.newKey();
        var caught = CompletableFuture.supplyAsync(() -> guest.order(eventId, key, 1).send(),
            Executors.newVirtualThreadPerTaskExecutor());
        // The order above must be the first to meet the silence: only that one is kept waiting.
        await().pollDelay(Duration.ofSeconds(1))
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> {
              var refused = guest.order(eventId, Api.newKey(), 1).header("X-Try", "1").send();
              Problems.check(refused, 503, "kafka-unavailable");
              assertThat(refused.header("Retry-After")).isEqualTo("1");
            });
        var started = System.nanoTime();
        Problems.check(guest.order(eventId, Api.newKey(), 1).send(), 503, "kafka-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .as("at once, not after the producer's 4 s")
            .isLessThan(Duration.ofSeconds(3));

        var unknown = caught.join();
        Problems.check(unknown, 503, "outcome-unknown");
        assertThat(guest.call("GET", unknown.text("statusUrl")).send().text("status"))
            .isEqualTo("PENDING");
        assertThat(unknown.text("statusUrl")).startsWith("/v1/orders/" + unknown.text("ref"));

        stack.kafka().kill();
        stack.kafka().restart();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
          var again = guest.order(eventId, key, 1).send();
          assertThat(again.status()).as(again.toString()).isEqualTo(202);
          assertThat(again.text("ref")).isEqualTo(unknown.text("ref"));
        });
      }
    }
  }
}
