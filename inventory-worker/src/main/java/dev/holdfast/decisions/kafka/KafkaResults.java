package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Announcements.Announcement;
import dev.holdfast.decisions.ResultsTopic;
import dev.holdfast.messages.MessageCodec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

@Component
class KafkaResults implements ResultsTopic {

  /** Longer than the producer's own {@code delivery.timeout.ms}, which gives up first. */
  private static final long ACKNOWLEDGE_SECONDS = 10;

  private final KafkaTemplate<String, byte[]> kafka;
  private final MessageCodec codec = new MessageCodec("/holdfast/inventory-worker");
  private final Clock clock = Clock.systemUTC();

  KafkaResults(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  @Override
  public void send(int shard, List<Announcement> results) {
    var sent = new ArrayList<CompletableFuture<?>>(results.size());
    try {
      for (var result : results) {
        sent.add(kafka.send(
            codec.record(shard, result.result(), clock.instant(), result.traceparent())));
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new ResultsNotSent(
          "%d results of shard %d were not acknowledged".formatted(results.size(), shard), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResultsNotSent("interrupted", e);
    }
  }
}
