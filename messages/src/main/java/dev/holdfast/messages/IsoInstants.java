package dev.holdfast.messages;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Times are ISO-8601 text; Jackson's own reader takes numbers for seconds, too. */
final class IsoInstants extends StdDeserializer<Instant> {

  IsoInstants() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
    }
    var text = parser.getString();
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return (Instant) context.handleWeirdStringValue(Instant.class, text,
          "not an ISO-8601 time such as 2026-05-04T10:00:00Z");
    }
  }
}
