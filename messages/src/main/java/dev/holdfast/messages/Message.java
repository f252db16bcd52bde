package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;

/** Anything a Holdfast topic carries. */
public sealed interface Message permits Request, Result, Tick {

  /**
   * The Kafka key of the record. Null for {@link Result.Progress} and {@link Tick}, which speak of
   * a shard.
   */
  @Nullable
  String eventId();
}
