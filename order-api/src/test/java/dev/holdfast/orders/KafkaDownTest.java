package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaDownTest {

  @TempDir
  private Path directory;

  @Test
  void without_kafka_503_at_once_and_after_it_comes_back_202() {
    try (var stack = start(); var api = Api.start(stack); var sale = Sale.on(api)) {
      await().until(() -> sale.order().status() == 202);

      // Hanging and not dead: a dead broker's client forgets the topic and refuses at once.
      stack.kafka().hang();
      var key = Api.newKey();
      var caught = sale.guest().order(sale.eventId(), key, 1).inBackground();
      awaitSilence(sale);
      var started = System.nanoTime();
      Problems.check(sale.order(), 503, "kafka-unavailable");
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .as("at once, not after the producer's 4 s")
          .isLessThan(Duration.ofSeconds(3));

      var unknown = caught.join();
      Problems.check(unknown, 503, "outcome-unknown");
      assertThat(sale.guest().call("GET", unknown.text("statusUrl")).send().text("status"))
          .isEqualTo("PENDING");
      assertThat(unknown.text("statusUrl")).startsWith("/v1/orders/" + unknown.text("ref"));

      stack.kafka().kill();
      stack.kafka().restart();
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
        var again = sale.guest().order(sale.eventId(), key, 1).send();
        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        assertThat(again.text("ref")).isEqualTo(unknown.text("ref"));
      });
    }
  }

  @Test
  void the_first_answer_ends_the_silence() {
    try (var stack = start(); var api = Api.start(stack); var sale = Sale.on(api)) {
      await().until(() -> sale.order().status() == 202);
      stack.kafka().hang();
      var caught = sale.guest().order(sale.eventId(), Api.newKey(), 1).inBackground();
      awaitSilence(sale);
      stack.kafka().resume();

      // A slow machine may have used up the time it had.
      assertThat(caught.join().status()).isIn(202, 503);
      await().until(() -> sale.order().status() == 202);
    }
  }

  private LocalStack start() {
    var stack = LocalStack.start(StackSettings.in(directory.resolve("stack")));
    Api.createTopics(stack);
    return stack;
  }

  // The caught order must be the first to meet the silence: only that one is kept waiting.
  private static void awaitSilence(Sale sale) {
    await().pollDelay(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          var refused = sale.order();
          Problems.check(refused, 503, "kafka-unavailable");
          assertThat(refused.header("Retry-After")).isEqualTo("1");
        });
  }
}
