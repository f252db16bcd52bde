package dev.holdfast.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.localstack.LocalStack;
import dev.holdfast.localstack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all: each test leaves it running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaDownTest {

  // So long the producer keeps its connection: what refuses before is not its own loss of it.
  private static final String PATIENT = "spring.kafka.producer.properties.request.timeout.ms=3900";

  private LocalStack stack;
  private Api api;
  private Sale sale;

  @BeforeAll
  void start(@TempDir Path directory) {
    stack = LocalStack.start(StackSettings.in(directory.resolve("stack")));
    Api.createTopics(stack);
    api = Api.start(stack, PATIENT);
    sale = Sale.on(api);
  }

  @AfterAll
  void close() {
    sale.close();
    api.close();
    stack.close();
  }

  @Test
  void without_kafka_503_at_once_and_after_it_comes_back_202() {
    await().until(() -> sale.order().status() == 202);

    // Hanging and not dead: a dead broker's client forgets the topic and refuses at once.
    stack.kafka().hang();
    var key = Api.newKey();
    var caught = sale.guest().order(sale.eventId(), key, 1).inBackground();
    assertSilence(caught);

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

  @Test
  void the_first_answer_ends_the_silence() {
    await().until(() -> sale.order().status() == 202);
    stack.kafka().hang();
    var caught = sale.guest().order(sale.eventId(), Api.newKey(), 1).inBackground();
    assertSilence(caught);
    stack.kafka().resume();

    // A slow machine may have used up the time it had.
    assertThat(caught.join().status()).isIn(202, 503);
    await().until(() -> sale.order().status() == 202);
    await().until(() -> api.bean(Requests.class).unsettled() == 0);
  }

  // After longer than a silence is borne, and before the producer gives up: who comes now is not
  // kept waiting, not even the first.
  private void assertSilence(CompletableFuture<Answer> caught) {
    await().pollDelay(Duration.ofSeconds(2)).until(() -> !caught.isDone());
    assertThat(api.bean(Requests.class).unsettled()).isEqualTo(1);
    var refused = sale.order();
    Problems.check(refused, 503, "kafka-unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
  }
}
