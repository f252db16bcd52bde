package dev.holdfast.orders;

import dev.holdfast.messages.Request;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The topic of requests. */
public interface Requests {

  /** Hands a request over, to be sent. */
  Delivery start(Request request, @Nullable String traceparent);

  /** Sends a request and waits at most {@code deadline} for the broker's answer. */
  default Sent send(Request request, @Nullable String traceparent, Duration deadline) {
    return start(request, traceparent).await(deadline);
  }

  /** A request on its way to the log. */
  interface Delivery {

    /** The broker's answer; one that takes longer than {@code deadline} is not waited for. */
    Sent await(Duration deadline);

    /** Has {@code then} run as soon as it is clear that there will be no acknowledgement. */
    void ifLost(Runnable then);
  }

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
