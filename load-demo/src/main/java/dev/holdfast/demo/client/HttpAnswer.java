package dev.holdfast.demo.client;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer.
 *
 * @param headers by name in lower case
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  /** A header, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as JSON; an empty object where it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body.isBlank() ? "{}" : body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  /** A text field of the body, if it is there. */
  public @Nullable String text(String field) {
    var node = json().path(field);
    return node.isString() ? node.stringValue() : null;
  }

  /** A text field the answer must have. */
  public String required(String field) {
    var text = text(field);
    if (text == null) {
      throw new IllegalStateException(
          "The answer has no \"%s\": %s".formatted(field, describe()));
    }
    return text;
  }

  /** The code of a problem, or the empty string. */
  public String problem() {
    var code = text("code");
    return code == null ? "" : code;
  }

  /** Status and the beginning of the body, for messages. */
  public String describe() {
    return status + " " + (body.length() > 300 ? body.substring(0, 300) + "…" : body);
  }
}
