package dev.holdfast.demo.crowd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one buyer sent and was told under one idempotency key: a page of the clients' own ledger.
 *
 * <p>Written by its buyer's thread only; read by the judge after that thread has ended.
 */
public final class Attempt {

  /** What the buyer knows about the acceptance. */
  public enum Acceptance {
    ACCEPTED,
    /** Every answer was a refusal, or nothing was ever sent. */
    REFUSED,
    /** A request was sent and its answer never came, or said so itself. */
    UNKNOWN
  }

  private static final int ID_BYTES = 16;

  private final String accountId;
  private final String key;
  private final boolean firstWave;
  private final List<String> broken = new ArrayList<>();
  private boolean mayHaveArrived;
  private boolean accepted;
  private @Nullable String ref;
  private @Nullable String refusal;
  private @Nullable String reason;
  private Seen seen = Seen.NOTHING;
  private long sentNanos;
  private long acceptedNanos;
  private long decidedNanos;

  Attempt(String accountId, String key, boolean firstWave) {
    this.accountId = accountId;
    this.key = key;
    this.firstWave = firstWave;
  }

  void sending(long nanos) {
    if (sentNanos == 0) {
      sentNanos = nanos;
    }
  }

  void accepted(String newRef, long nanos) {
    if (acceptedNanos == 0) {
      acceptedNanos = nanos;
    }
    accepted = true;
    refers(newRef);
  }

  /** The answer never came, or said that nobody knows; {@code newRef} if it told one. */
  void unknown(@Nullable String newRef) {
    mayHaveArrived = true;
    if (newRef != null) {
      refers(newRef);
    }
  }

  /** {@code onlyNow}: the server asked to come back; a repeat may well be accepted. */
  void refused(String answer, boolean onlyNow) {
    refusal = answer;
    if (accepted && !onlyNow) {
      broken.add("key %s was accepted, then refused: %s".formatted(key, answer));
    }
  }

  void saw(Seen next, @Nullable String nextReason, long nanos) {
    if (seen.forbids(next)) {
      broken.add("order %s went from %s to %s".formatted(ref, seen, next));
    }
    if (!seen.isDecided() && next.isDecided()) {
      decidedNanos = nanos;
    }
    seen = next;
    reason = nextReason;
  }

  void broke(String promise) {
    broken.add(promise);
  }

  private void refers(String newRef) {
    if (ref != null && !ref.equals(newRef)) {
      broken.add("key %s got reference %s, then %s".formatted(key, ref, newRef));
    }
    ref = newRef;
  }

  public Acceptance acceptance() {
    if (accepted) {
      return Acceptance.ACCEPTED;
    }
    return mayHaveArrived ? Acceptance.UNKNOWN : Acceptance.REFUSED;
  }

  /** The order id inside the reference, if the buyer was told one. */
  public @Nullable UUID orderId() {
    if (ref == null) {
      return null;
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(ref);
      if (bytes.length > ID_BYTES) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return null;
  }

  public String accountId() {
    return accountId;
  }

  public String key() {
    return key;
  }

  public boolean firstWave() {
    return firstWave;
  }

  public @Nullable String ref() {
    return ref;
  }

  public @Nullable String refusal() {
    return refusal;
  }

  public @Nullable String reason() {
    return reason;
  }

  /** The newest state the buyer was shown. */
  public Seen seen() {
    return seen;
  }

  /** Promises that answers to this buyer broke. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  /** Nanoseconds, of {@link System#nanoTime()}; 0: it did not happen. */
  public long sentNanos() {
    return sentNanos;
  }

  public long acceptedNanos() {
    return acceptedNanos;
  }

  public long decidedNanos() {
    return decidedNanos;
  }
}
