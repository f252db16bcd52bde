package dev.holdfast.orders;

import dev.holdfast.orders.model.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Service;

/**
 * Tells whether a request without an acknowledgement certainly did not get into the log: everything
 * that was in it long after the request was given up is decided, and the order is not among it.
 */
@Service
public class CheckReceipt {

  /** Far longer than a producer goes on trying. */
  static final Duration SETTLED = Duration.ofSeconds(30);

  private final LogEnds ends;
  private final Orders orders;
  private final Requests requests;
  private final InstantSource clock;

  CheckReceipt(LogEnds ends, Orders orders, Requests requests, InstantSource clock) {
    this.ends = ends;
    this.orders = orders;
    this.requests = requests;
    this.clock = clock;
  }

  /** Never true of an order that will be decided; a hint of {@code acceptedAt} is enough. */
  public boolean isLost(OrderKey key, Instant acceptedAt) {
    var settled = acceptedAt.plus(SETTLED);
    if (clock.instant().isBefore(settled)) {
      return false;
    }
    var shard = requests.shardOf(key.eventId());
    var end = ends.end(shard, settled);
    return end.isPresent() && orders.isMissing(key, shard, end.getAsLong());
  }
}
