package dev.holdfast.demo.bench.engine;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Order ids as order-api makes them for clients with a UUIDv7 key: time first, then a MAC. */
final class TimeOrderedIds {

  private static final int RANDOM_BITS_BESIDE_TIME = 16;
  private static final int PER_MILLISECOND = 20;

  private final long startMillis = System.currentTimeMillis();
  private long count;

  UUID next() {
    long millis = startMillis + count++ / PER_MILLISECOND;
    var random = ThreadLocalRandom.current();
    return new UUID(
        millis << RANDOM_BITS_BESIDE_TIME | random.nextInt(1 << RANDOM_BITS_BESIDE_TIME),
        random.nextLong());
  }
}
