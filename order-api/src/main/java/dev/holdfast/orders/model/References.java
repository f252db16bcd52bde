package dev.holdfast.orders.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.messages.EventId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The public name of an order: base64url(order id ‖ event ‖ MAC over event, order and account). It
 * proves whose order it is without a look-up. The first key signs, all keys verify.
 */
public final class References {

  private static final int ID = 16;
  private static final int MAC = 16;
  private static final int MAX_EVENT = 63;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final List<Framed.Key> keys;

  public References(List<byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("A reference needs a key");
    }
    this.keys = keys.stream().map(key -> new Framed.Key(key, "reference")).toList();
  }

  /** The reference of an order of this account, the same every time. */
  public String sign(OrderKey order, String accountId) {
    var event = order.eventId().getBytes(UTF_8);
    return ENCODER.encodeToString(ByteBuffer.allocate(ID + event.length + MAC)
        .put(Framed.bytes(order.orderId()))
        .put(event)
        .put(mac(keys.getFirst(), order, accountId))
        .array());
  }

  /** The order behind a reference, if it was signed for this account. */
  public Optional<OrderKey> open(String reference, String accountId) {
    return read(reference).filter(order -> isOf(reference, order, accountId));
  }

  /** The order a reference speaks of, whoever made it up: prove it before you use it. */
  public Optional<OrderKey> read(String reference) {
    return decode(reference).map(bytes -> {
      var event = new String(bytes, ID, bytes.length - ID - MAC, UTF_8);
      return new OrderKey(event, Framed.uuid(Arrays.copyOf(bytes, ID)));
    }).filter(order -> EventId.isOne(order.eventId()));
  }

  private boolean isOf(String reference, OrderKey order, String accountId) {
    var bytes = decode(reference).orElseThrow();
    var claimed = Arrays.copyOfRange(bytes, bytes.length - MAC, bytes.length);
    var proven = false;
    for (var key : keys) {
      proven |= MessageDigest.isEqual(claimed, mac(key, order, accountId));
    }
    return proven;
  }

  private static Optional<byte[]> decode(String reference) {
    try {
      var bytes = Base64.getUrlDecoder().decode(reference);
      // Base64 may carry spare bits: only the one spelling we sign is a reference.
      var ours = bytes.length > ID + MAC && bytes.length <= ID + MAX_EVENT + MAC
          && ENCODER.encodeToString(bytes).equals(reference);
      return ours ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] mac(Framed.Key key, OrderKey order, String accountId) {
    var mac = key.hmac()
        .with(order.eventId())
        .with(order.orderId())
        .with(accountId)
        .done();
    return Arrays.copyOf(mac, MAC);
  }
}
