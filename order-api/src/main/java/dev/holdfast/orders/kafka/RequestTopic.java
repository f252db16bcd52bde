package dev.holdfast.orders.kafka;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Topics;
import dev.holdfast.orders.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

@Component
class RequestTopic implements Requests, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RequestTopic.class);
  private static final int WARM_UPS = 20;

  private final Producer<String, byte[]> producer;
  private final Topology topology;
  private final InstantSource clock;
  private final MessageCodec codec = new MessageCodec("/holdfast/order-api");
  private final Silence silence = new Silence(System::nanoTime);
  private volatile boolean running;

  RequestTopic(ProducerFactory<String, byte[]> producers, Topology topology, InstantSource clock) {
    this.producer = producers.createProducer();
    this.topology = topology;
    this.clock = clock;
  }

  @Override
  public int shardOf(String eventId) {
    return topology.shardOf(eventId);
  }

  @Override
  public Sent send(Request request, @Nullable String traceparent, Duration deadline) {
    var shard = shardOf(request.eventId());
    if (silence.lasts(shard)) {
      return new Sent.NotSent();
    }
    var now = clock.instant();
    var send = silence.starts(shard);
    var answer = new CompletableFuture<RecordMetadata>();
    var sender = Thread.currentThread();
    var refused = new AtomicBoolean();
    try {
      var _ = producer.send(codec.record(request, now, traceparent), (metadata, failure) -> {
        if (failure == null) {
          send.acknowledged();
          answer.complete(metadata);
        } else {
          send.givenUp();
          log.atWarn().addKeyValue("why", failure.toString()).log("A request was not acknowledged");
          refused.set(Thread.currentThread() == sender);
          answer.completeExceptionally(failure);
        }
      });
    } catch (RuntimeException e) {
      send.givenUp();
      throw e;
    }
    // What fails on this thread, and not on the producer's, never got into the producer's buffer.
    if (refused.get()) {
      return new Sent.NotSent();
    }
    return await(answer, new Sent.Unanswered(shard, now), deadline);
  }

  private static Sent await(
      CompletableFuture<RecordMetadata> answer,
      Sent.Unanswered otherwise,
      Duration deadline) {
    try {
      var at = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return new Sent.Acknowledged(at.partition(), at.offset(),
          Instant.ofEpochMilli(at.timestamp()));
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }

  /** Meets the broker before the first buyer does, whose patience is shorter. */
  @Override
  public void start() {
    running = true;
    for (int attempt = 0; attempt < WARM_UPS; attempt++) {
      try {
        producer.partitionsFor(Topics.REQUESTS);
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        // The first request tries again, and says so if it fails too.
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    producer.close(Duration.ofSeconds(5));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After {@link Topology}, before the web server; closed after it. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1;
  }
}
