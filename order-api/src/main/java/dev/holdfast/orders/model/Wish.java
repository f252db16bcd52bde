package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A customer wants {@code quantity} tickets of an event, and calls this wish {@code key}. */
public record Wish(String accountId, String eventId, IdempotencyKey key, int quantity) {

  // One for each quantity that was ever asked for, which are few.
  private static final Map<Integer, String> HASHES = new ConcurrentHashMap<>();

  /** What tells a repeat from another wish under the same key: spelling of the JSON is no matter. */
  public String bodyHash() {
    return HASHES.computeIfAbsent(quantity, Wish::hash);
  }

  private static String hash(int quantity) {
    try {
      var hash = MessageDigest.getInstance("SHA-256")
          .digest(("{\"quantity\":" + quantity + "}").getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
