package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The topic of requests. */
public interface Requests {

  /** Sends a request and waits at most {@code deadline} for the broker's answer. */
  Sent send(Request request, @Nullable String traceparent, Duration deadline);

  /** How many requests are on their way: sent, and not answered by the broker. */
  int unsettled();

  /** The partition of an event's requests and results. */
  int shardOf(String eventId);

  /** What became of a request. */
  sealed interface Sent {

    /** It is in the log and will be decided. */
    record Acknowledged(int shard, long offset, Instant at) implements Sent {}

    /** It may be in the log or not. */
    record Unanswered(int shard, Instant at) implements Sent {}

    /** It is not in the log: Kafka does not answer, so nothing was sent. */
    record NotSent() implements Sent {}
  }
}
