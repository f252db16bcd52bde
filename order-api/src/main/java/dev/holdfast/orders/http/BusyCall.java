package dev.holdfast.orders.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and answers the calls that a crowd makes. Spring routes them; but its search for who reads
 * which argument and who writes which answer was a third of what such a call costs.
 */
@Component
class BusyCall {

  private final JsonMapper json;

  BusyCall(JsonMapper json) {
    this.json = json;
  }

  /** What stands in the path where the mapping has {@code {variable}}. */
  static String path(HttpServletRequest request, String variable) {
    var variables = (Map<?, ?>) request
        .getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return (String) Objects.requireNonNull(variables.get(variable));
  }

  /** A header that is a list, which may stand in several lines; null if there is none. */
  static @Nullable String list(HttpServletRequest request, String header) {
    var lines = request.getHeaders(header);
    var list = lines.hasMoreElements() ? lines.nextElement() : null;
    while (lines.hasMoreElements()) {
      list += ", " + lines.nextElement();
    }
    return list;
  }

  /** The body; throws what {@code @RequestBody} would if it can't be read. */
  <T> T body(HttpServletRequest request, Class<T> type) throws IOException {
    var bytes = request.getInputStream().readAllBytes();
    try {
      T body = bytes.length == 0 ? null : json.readValue(bytes, type);
      if (body == null) {
        throw new HttpMessageNotReadableException("The body is missing",
            new ServletServerHttpRequest(request));
      }
      return body;
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException("The body can't be read", e,
          new ServletServerHttpRequest(request));
    }
  }

  /** Ends the call with a status and a body, in one write. */
  void answer(HttpServletResponse response, HttpStatus status, Object body) throws IOException {
    var bytes = json.writeValueAsBytes(body);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
