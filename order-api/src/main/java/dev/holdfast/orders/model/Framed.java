package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over parts, each behind its length, so that no two lists of parts look alike. */
final class Framed {

  private final Mac mac;

  private Framed(Mac mac) {
    this.mac = mac;
  }

  /** A key for one purpose: one key serves several. */
  static final class Key {

    private final Mac begun;

    /** The {@code purpose} becomes the first part of every MAC. */
    Key(byte[] key, String purpose) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        this.begun = new Framed(mac).with(purpose).mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This JDK has no HmacSHA256", e);
      }
    }

    // A copy costs less than a key looked up and scheduled anew. Nobody changes the original.
    Framed hmac() {
      try {
        return new Framed((Mac) begun.clone());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("This JDK's HmacSHA256 can't be copied", e);
      }
    }
  }

  Framed with(String part) {
    return with(part.getBytes(UTF_8));
  }

  Framed with(UUID part) {
    return with(bytes(part));
  }

  Framed with(long part) {
    return with(ByteBuffer.allocate(Long.BYTES).putLong(part).array());
  }

  byte[] done() {
    return mac.doFinal();
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private Framed with(byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    mac.update(part);
    return this;
  }
}
