package dev.holdfast.decisions.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.decisions.Announcement;
import dev.holdfast.decisions.ResultsTopic.ResultsNotSent;
import dev.holdfast.messages.Result;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Kafka's own stand-in for a producer acknowledges what the test tells it to. */
class KafkaResultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaResults results =
      new KafkaResults(new KafkaTemplate<>(new Always()), InstantSource.system());

  @Test
  void it_returns_when_everything_is_acknowledged_and_not_before() {
    var sending = sending();
    producer.completeNext();
    producer.completeNext();
    assertThat(sending).isNotDone();

    producer.completeNext();

    assertThat(sending).succeedsWithin(PATIENCE);
  }

  @Test
  void one_result_that_is_not_acknowledged_fails_them_all() {
    var sending = sending();
    producer.completeNext();
    producer.errorNext(new TimeoutException("too late"));
    producer.completeNext();

    assertThat(sending).failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ResultsNotSent.class)
        .withRootCauseInstanceOf(TimeoutException.class);
  }

  private CompletableFuture<Void> sending() {
    var progress = List.<Announcement>of(progress(1), progress(2), progress(3));
    var sending = CompletableFuture.runAsync(() -> results.send(0, progress));
    await().until(() -> producer.history().size() == 3);
    return sending;
  }

  private static Announcement progress(long next) {
    return new Announcement(new Result.Progress(0, next), null);
  }

  private final class Always implements ProducerFactory<String, byte[]> {

    @Override
    public Producer<String, byte[]> createProducer() {
      return producer;
    }
  }
}
