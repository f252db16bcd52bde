package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A customer wants {@code quantity} tickets of an event, and calls this wish {@code key}. */
public record Wish(String accountId, String eventId, IdempotencyKey key, int quantity) {

  /** What tells a repeat from another wish under the same key: spelling of the JSON is no matter. */
  public String bodyHash() {
    try {
      var hash = MessageDigest.getInstance("SHA-256")
          .digest(("{\"quantity\":" + quantity + "}").getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
