package dev.holdfast.demo.crowd;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDv7: its leading time keeps the inventory's index local, as order-api recommends. */
public final class IdempotencyKey {

  private IdempotencyKey() {}

  /** A new key of that time. */
  public static String at(long epochMillis, RandomGenerator random) {
    long high = (epochMillis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
