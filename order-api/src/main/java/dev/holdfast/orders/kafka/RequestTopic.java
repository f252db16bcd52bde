package dev.holdfast.orders.kafka;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Topics;
import dev.holdfast.orders.Progress;
import dev.holdfast.orders.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  private static final int SENDERS = 2;

  private final ProducerFactory<String, byte[]> producers;
  private final Topology topology;
  private final Progress progress;
  private final InstantSource clock;
  private final MessageCodec codec = new MessageCodec("/holdfast/order-api");
  private final Silence silence = new Silence(System::nanoTime);
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS,
      Thread.ofPlatform().name("request-sender-", 0).daemon().factory());
  private volatile boolean running;

  RequestTopic(
      ProducerFactory<String, byte[]> producers,
      Topology topology,
      Progress progress,
      InstantSource clock) {
    this.producers = producers;
    this.topology = topology;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public int shardOf(String eventId) {
    return topology.shardOf(eventId);
  }

  @Override
  public int unsettled() {
    return silence.unanswered();
  }

  @Override
  public Delivery start(Request request, @Nullable String traceparent) {
    var shard = shardOf(request.eventId());
    if (silence.lasts(shard)) {
      return new Refused();
    }
    var now = clock.instant();
    var sending = new Sending(codec.record(request, now, traceparent), silence.starts(shard),
        new Sent.Unanswered(shard, now));
    try {
      senders.execute(sending);
    } catch (RejectedExecutionException e) {
      // Shutting down.
      sending.answer.complete(sending.giveUp());
    }
    return sending;
  }

  /** Not even tried. */
  private record Refused() implements Delivery {

    @Override
    public Sent await(Duration deadline) {
      return new Sent.NotSent();
    }

    @Override
    public void ifLost(Runnable then) {
      then.run();
    }
  }

  /**
   * A record on its way. Platform threads hand it to the producer: thousands of virtual threads that
   * queue for the monitor of a partition's buffer would keep the producer's own thread from it.
   */
  private final class Sending implements Delivery, Runnable {

    private final ProducerRecord<String, byte[]> request;
    private final Silence.Send send;
    private final Sent.Unanswered otherwise;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<Sent> answer = new CompletableFuture<>();

    Sending(ProducerRecord<String, byte[]> request, Silence.Send send, Sent.Unanswered otherwise) {
      this.request = request;
      this.send = send;
      this.otherwise = otherwise;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      var sender = Thread.currentThread();
      try {
        var _ = producer().send(request, (metadata, failure) -> {
          if (failure == null) {
            send.acknowledged();
            progress.accepted(metadata.partition(), metadata.offset());
            answer.complete(new Sent.Acknowledged(metadata.partition(), metadata.offset(),
                Instant.ofEpochMilli(metadata.timestamp())));
          } else {
            send.givenUp();
            log.atWarn()
                .addKeyValue("why", failure.toString())
                .log("A request was not acknowledged");
            // What fails on this thread never got into the producer's buffer.
            answer.complete(Thread.currentThread() == sender ? new Sent.NotSent() : otherwise);
          }
        });
      } catch (IllegalStateException e) {
        // It was closed a moment ago: the next request gets another.
        send.givenUp();
        answer.complete(new Sent.NotSent());
      } catch (RuntimeException | Error e) {
        // Also an Error: a send that is never answered would pass for silence for ever.
        send.givenUp();
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void ifLost(Runnable then) {
      var _ = answer.whenComplete((sent, _) -> {
        if (!(sent instanceof Sent.Acknowledged)) {
          then.run();
        }
      });
    }

    @Override
    public Sent await(Duration deadline) {
      try {
        return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return giveUp();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A request can't be sent", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return giveUp();
      }
    }

    // What nobody has taken yet is taken back: it is certainly not sent.
    private Sent giveUp() {
      if (taken.compareAndSet(false, true)) {
        send.givenUp();
        return new Sent.NotSent();
      }
      return otherwise;
    }
  }

  // Always the one there is: after brokers have lost its sequence the factory closes it for good.
  private Producer<String, byte[]> producer() {
    return producers.createProducer();
  }

  /** Meets the broker before the first buyer does, whose patience is shorter. */
  @Override
  public void start() {
    running = true;
    for (int attempt = 0; attempt < WARM_UPS; attempt++) {
      try {
        producer().partitionsFor(Topics.REQUESTS);
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        // The first request tries again, and says so if it fails too.
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    senders.shutdown();
    producer().close(Duration.ofSeconds(5));
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
