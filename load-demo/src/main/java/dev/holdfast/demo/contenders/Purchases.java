package dev.holdfast.demo.contenders;

import java.util.Optional;
import java.util.UUID;

/** One way to sell tickets. */
interface Purchases {

  /** Opens an event, unless it is open. */
  void open(String eventId, int capacity);

  /** The final answer; a repeated key gets the answer it got first. */
  Answer buy(Wish wish);

  /** The order of that key, if it is this account's. */
  Optional<Answer> find(UUID key, String account);
}
