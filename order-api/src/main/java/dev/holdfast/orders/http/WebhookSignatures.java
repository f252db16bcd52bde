package dev.holdfast.orders.http;

import dev.holdfast.orders.model.WebhookKeys;
import dev.holdfast.orders.model.WebhookKeys.Stamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Proves who sent a webhook before anything of its body is read. It belongs to the controller, not
 * to a path: no spelling of the path goes around it.
 */
@Conditional(WebhooksTaken.class)
@ControllerAdvice
class WebhookSignatures extends RequestBodyAdviceAdapter {

  private final WebhookKeys keys;
  private final InstantSource clock;

  WebhookSignatures(WebhookKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    return parameter.getContainingClass() == WebhookController.class;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) throws IOException {
    var headers = message.getHeaders();
    var body = message.getBody().readAllBytes();
    var stamp = new Stamp(header(headers, "webhook-id"), header(headers, "webhook-timestamp"),
        header(headers, "webhook-signature"));
    return switch (keys.judge(stamp, body, clock.instant())) {
      case GENUINE -> new Genuine(headers, body);
      case FORGED -> throw new Problem(Code.INVALID_SIGNATURE,
          "No key of ours signed webhook-id, webhook-timestamp and this body");
      case STALE -> throw new Problem(Code.INVALID_SIGNATURE,
          "webhook-timestamp is more than %d minutes from now"
              .formatted(WebhookKeys.TOLERANCE.toMinutes()));
    };
  }

  private static String header(HttpHeaders headers, String name) {
    return Objects.requireNonNullElse(headers.getFirst(name), "");
  }

  /** The message, with the body that was read. */
  private static final class Genuine implements HttpInputMessage {

    private final HttpHeaders headers;
    private final byte[] body;

    Genuine(HttpHeaders headers, byte[] body) {
      this.headers = headers;
      this.body = body;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
