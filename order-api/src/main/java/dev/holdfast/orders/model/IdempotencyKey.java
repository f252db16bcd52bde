package dev.holdfast.orders.model;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls one wish: 16 to 64 characters of {@code [A-Za-z0-9_-]}, spent for ever. A
 * UUIDv7 is best: it keeps orders of about the same time together in the tables.
 */
public record IdempotencyKey(String value) {

  public static final String RULE = "must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern UUID_V7 = Pattern.compile(
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");

  public IdempotencyKey {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException("Idempotency-Key " + RULE);
    }
  }

  /** The key, if {@code value} is one. */
  public static Optional<IdempotencyKey> of(@Nullable String value) {
    return value != null && SAFE.matcher(value).matches()
        ? Optional.of(new IdempotencyKey(value))
        : Optional.empty();
  }

  /** When the client made the key, if it is a UUIDv7 and so says it. */
  public Optional<Instant> madeAt() {
    return time().map(bytes -> {
      var millis = ByteBuffer.allocate(Long.BYTES).putShort((short) 0).put(bytes).flip().getLong();
      return Instant.ofEpochMilli(millis);
    });
  }

  /** The 48-bit time of a UUIDv7. */
  Optional<byte[]> time() {
    return UUID_V7.matcher(value).matches()
        ? Optional.of(Arrays.copyOf(Framed.bytes(UUID.fromString(value)), 6))
        : Optional.empty();
  }
}
