package dev.holdfast.messages;

import org.jspecify.annotations.Nullable;

/**
 * Says nothing but that time has passed: whoever has applied it has applied every request of the
 * shard that the log took before it, replicated or not. It travels in {@link Topics#REQUESTS}.
 */
public record Tick(int shard) implements Message {

  public Tick {
    Valid.between(shard, 0, Integer.MAX_VALUE, "shard");
  }

  @Override
  public @Nullable String eventId() {
    return null;
  }
}
