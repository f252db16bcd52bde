package dev.holdfast.simulation.world;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code publication}: a range of an event's ledger, or how far the shard has come.
 *
 * @param eventId absent where the row says {@code nextOffset}
 */
public record PublicationRow(
    long id, @Nullable String eventId, long firstSeq, long lastSeq, long nextOffset) {

  /** Whether it says how far the shard has come. */
  public boolean isProgress() {
    return eventId == null;
  }
}
