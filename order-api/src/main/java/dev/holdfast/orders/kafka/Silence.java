package dev.holdfast.orders.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Notices that Kafka has stopped answering for a shard: a send has waited for 500 ms, and nothing
 * was acknowledged in that time. The second half tells a silent broker from a crowd: where two
 * thousand order in the same second, somebody always waits that long.
 */
final class Silence {

  private static final long TOO_LONG = Duration.ofMillis(500).toNanos();

  private final LongSupplier nanos;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Map<Integer, Shard> shards = new ConcurrentHashMap<>();

  /** Reads time from {@code nanos}, as {@link System#nanoTime()}. */
  Silence(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One send, until it is answered or given up. */
  final class Send {

    private final Shard shard;
    private final long number = numbers.getAndIncrement();

    private Send(Shard shard) {
      this.shard = shard;
    }

    /** Kafka has it. */
    void acknowledged() {
      shard.acknowledgedAt = nanos.getAsLong();
      givenUp();
    }

    /** It failed: that is no answer of the shard's. */
    void givenUp() {
      if (shard.unanswered.remove(number) != null) {
        unanswered.decrementAndGet();
      }
    }
  }

  /** A send to the shard starts now. */
  Send starts(int shard) {
    var state = shards.computeIfAbsent(shard, _ -> new Shard(nanos.getAsLong()));
    var send = new Send(state);
    state.unanswered.put(send.number, nanos.getAsLong());
    unanswered.incrementAndGet();
    return send;
  }

  /** How many sends have neither been answered nor given up. */
  int unanswered() {
    return unanswered.get();
  }

  /** Whether the shard has been silent for too long. */
  boolean lasts(int shard) {
    var state = shards.get(shard);
    var oldest = state == null ? null : state.unanswered.firstEntry();
    if (state == null || oldest == null) {
      return false;
    }
    var now = nanos.getAsLong();
    return now - oldest.getValue() > TOO_LONG && now - state.acknowledgedAt > TOO_LONG;
  }

  private static final class Shard {

    // When the sends without an answer started, oldest first: numbers rise with time.
    private final ConcurrentSkipListMap<Long, Long> unanswered = new ConcurrentSkipListMap<>();
    private volatile long acknowledgedAt;

    Shard(long now) {
      acknowledgedAt = now;
    }
  }
}
