package dev.holdfast.orders;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back; header names are in lower case. */
public record Answer(int status, Map<String, String> headers, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  JsonNode json() {
    return JSON.readTree(body);
  }

  /** A field of the answer; "" if it is absent. */
  String text(String field) {
    return json().path(field).asString("");
  }

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
