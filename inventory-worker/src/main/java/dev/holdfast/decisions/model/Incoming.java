package dev.holdfast.decisions.model;

import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Request;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record of the requests topic, understood or not. */
public sealed interface Incoming {

  long offset();

  /** Epoch of the leader that appended the record; -1 if the broker does not say. */
  int leaderEpoch();

  Instant appendedAt();

  /** A request as it came. */
  record Decidable(Request request, RequestPosition position, int leaderEpoch) implements Incoming {

    @Override
    public long offset() {
      return position.offset();
    }

    @Override
    public Instant appendedAt() {
      return position.appendedAt();
    }
  }

  /**
   * A record nobody can decide; it goes to quarantine as it came.
   *
   * @param why what is wrong with it
   * @param placed the order it wanted to place, as far as its key and headers tell
   */
  record Unreadable(
      long offset, int leaderEpoch, Instant appendedAt, RawRecord raw, String why,
      @Nullable Placed placed) implements Incoming {}

  /**
   * A record that met a bug of ours before anybody could say what it is.
   *
   * <p>It fails where it is decided, like any other record that meets a bug: alone.
   *
   * @param placed the order it wanted to place, as far as its key and headers tell
   */
  record Misread(
      long offset, int leaderEpoch, Instant appendedAt, Throwable bug,
      @Nullable Placed placed) implements Incoming {}

  /** Nothing to decide: time has passed. */
  record Ticked(long offset, int leaderEpoch, Instant appendedAt) implements Incoming {}

  /** The order that an unreadable request wanted to place. */
  record Placed(String eventId, UUID orderId) {}
}
