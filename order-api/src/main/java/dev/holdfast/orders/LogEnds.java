package dev.holdfast.orders;

import java.time.Instant;
import java.util.OptionalLong;

/** Where the log of requests ends. */
public interface LogEnds {

  /** A shard's end, fetched at {@code notBefore} or later; empty if Kafka does not say. */
  OptionalLong end(int shard, Instant notBefore);
}
