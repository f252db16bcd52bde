package dev.holdfast.demo.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, before it is sent.
 *
 * @param target path and query, as on the request line
 * @param body JSON, or absent
 */
public record HttpRequest(
    String method, String target, Map<String, String> headers, @Nullable String body) {

  /** A GET without headers. */
  public static HttpRequest get(String target) {
    return new HttpRequest("GET", target, Map.of(), null);
  }

  /** A POST without headers; {@code body} may be absent. */
  public static HttpRequest post(String target, @Nullable String body) {
    return new HttpRequest("POST", target, Map.of(), body);
  }

  /** A PUT without headers. */
  public static HttpRequest put(String target, String body) {
    return new HttpRequest("PUT", target, Map.of(), body);
  }

  /** The same with one header more. */
  public HttpRequest with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, target, more, body);
  }

  /** The same on behalf of the owner of {@code token}. */
  public HttpRequest as(String token) {
    return with("Authorization", "Bearer " + token);
  }
}
