package dev.holdfast.orders.http;

import java.util.regex.Pattern;

/** Event ids in paths. */
final class EventIds {

  private static final Pattern EVENT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private EventIds() {}

  static String valid(String eventId) {
    if (!EVENT_ID.matcher(eventId).matches()) {
      throw Problem.invalidParameter("eventId",
          "must be 1 to 63 characters of a-z, 0-9 and -, not starting with -");
    }
    return eventId;
  }
}
