package dev.holdfast.demo.contenders;

import java.util.UUID;

/**
 * What a buyer wants.
 *
 * @param key the buyer's Idempotency-Key, a UUIDv7: it is the order's id as well, which keeps every
 *     contender's index local
 */
record Wish(UUID key, String account, String eventId, int quantity) {

  Wish {
    if (quantity < 1) {
      throw new IllegalArgumentException("Quantity must be 1 or more: " + quantity);
    }
  }

  Answer held() {
    return new Answer(key, eventId, Status.HELD, quantity);
  }

  Answer rejected() {
    return new Answer(key, eventId, Status.REJECTED, quantity);
  }
}
