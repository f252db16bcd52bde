package dev.holdfast.demo.contenders;

import java.util.function.Supplier;

/** One lock per event. */
interface EventLocks {

  /** Does {@code work} while nobody else does any for that event. */
  <T> T guard(String eventId, Supplier<T> work);
}
