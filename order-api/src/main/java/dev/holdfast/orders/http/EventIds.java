package dev.holdfast.orders.http;

import dev.holdfast.messages.EventId;

/** Event ids in paths. */
final class EventIds {

  private EventIds() {}

  static String valid(String eventId) {
    if (!EventId.isOne(eventId)) {
      throw Problem.invalidParameter("eventId",
          "must be 1 to 63 characters of a-z, 0-9 and -, not starting with -");
    }
    return eventId;
  }
}
