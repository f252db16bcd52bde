package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Announcement;
import dev.holdfast.decisions.ResultsTopic;
import dev.holdfast.messages.MessageCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

@Component
class KafkaResults implements ResultsTopic {

  /** Longer than the producer's own {@code delivery.timeout.ms}, which gives up first. */
  private static final long ACKNOWLEDGE_SECONDS = 10;

  private final KafkaTemplate<String, byte[]> kafka;
  private final MessageCodec codec = new MessageCodec("/holdfast/inventory-worker");
  private final InstantSource clock;

  KafkaResults(KafkaTemplate<String, byte[]> kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public void send(int shard, List<Announcement> results) {
    var acknowledged = new Acknowledged(results.size());
    try {
      // The producer itself: the template's bookkeeping for each record costs more than sending it.
      kafka.execute(producer -> {
        var now = clock.instant();
        for (var result : results) {
          acknowledged.throwFailure();
          var _ = producer.send(codec.record(shard, result.result(), now, result.traceparent()),
              acknowledged);
        }
        return true;
      });
      acknowledged.await(ACKNOWLEDGE_SECONDS);
    } catch (KafkaException e) {
      throw new ResultsNotSent(
          "%d results of shard %d were not acknowledged".formatted(results.size(), shard), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResultsNotSent("interrupted", e);
    }
  }

  /** Counts acknowledgements, and keeps the first failure. */
  private static final class Acknowledged implements Callback {

    private final CountDownLatch missing;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Acknowledged(int records) {
      missing = new CountDownLatch(records);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failed) {
      if (failed != null) {
        failure.compareAndSet(null, failed);
      }
      missing.countDown();
    }

    void await(long seconds) throws InterruptedException {
      if (!missing.await(seconds, TimeUnit.SECONDS)) {
        throw new KafkaException("No acknowledgement of %d records in %d s".formatted(
            missing.getCount(), seconds));
      }
      throwFailure();
    }

    void throwFailure() {
      var failed = failure.get();
      if (failed != null) {
        throw new KafkaException("A record was not acknowledged", failed);
      }
    }
  }
}
