package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;

/** Anything a Holdfast topic carries. */
public sealed interface Message permits Request, Result {

  /**
   * The Kafka key of the record. Null only for {@link Result.Progress}, which speaks of a shard.
   */
  @Nullable
  String eventId();
}
