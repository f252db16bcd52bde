package dev.holdfast.orders.http;

import dev.holdfast.orders.AdmitRequest;
import dev.holdfast.orders.AdmitRequest.OrderCall;
import dev.holdfast.orders.model.Admission.Verdict.Refused;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where it is asked whether there is room for a request: in front of everything that costs time, be
 * it a filter, the body or the token's signature. The answer is 429 and not 503, after which Tomcat
 * would close the connection: a new one costs more than the refusal.
 */
@Component
class Gate implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /** An attribute of a request whose order was sent, though nobody knows whether it arrived. */
  static final String SENT = Gate.class.getName() + ".sent";

  private static final String BEFORE_EVENT = "/v1/events/";
  private static final String AFTER_EVENT = "/orders";

  private final AdmitRequest admit;
  private final Farewell farewell;
  private final byte[] problem;

  Gate(AdmitRequest admit, Farewell farewell, JsonMapper json) {
    this.admit = admit;
    this.farewell = farewell;
    this.problem = json.writeValueAsBytes(Problem.of(Code.OVERLOADED,
        "More is asked than can be done in time: come back after Retry-After seconds"));
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(new Doorkeeper());
  }

  private final class Doorkeeper extends ValveBase {

    Doorkeeper() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (farewell.isLeaving()) {
        response.setHeader("Connection", "close");
      }
      var order = order(request);
      try {
        if (admit.enter(order) instanceof Refused refused) {
          refuse(response, refused);
          return;
        }
        if (order == null) {
          getNext().invoke(request, response);
        } else {
          invoke(order, request, response);
        }
      } finally {
        admit.leave();
      }
    }

    // Remembered before the answer: who does not wait for that repeats while it is in the log.
    private void invoke(OrderCall order, Request request, Response response)
        throws IOException, ServletException {
      var isFirst = admit.remember(order);
      var mayBeInTheLog = false;
      try {
        getNext().invoke(request, response);
        mayBeInTheLog = response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
            || request.getAttribute(SENT) != null;
      } finally {
        if (isFirst && !mayBeInTheLog) {
          admit.forget(order);
        }
      }
    }
  }

  private static @Nullable OrderCall order(Request request) {
    // Null after a request line that is not HTTP.
    var path = request.getDecodedRequestURI();
    var isOrder = "POST".equals(request.getMethod()) && path != null
        && path.startsWith(BEFORE_EVENT) && path.endsWith(AFTER_EVENT)
        && path.length() > BEFORE_EVENT.length() + AFTER_EVENT.length();
    return isOrder
        ? new OrderCall(
            path.substring(BEFORE_EVENT.length(), path.length() - AFTER_EVENT.length()),
            request.getHeader("Idempotency-Key"),
            Objects.hashCode(request.getHeader("Authorization")))
        : null;
  }

  /** The header {@code Retry-After}, another one for everybody. */
  static String retryAfter(Refused refused) {
    return Long.toString(refused.retryAfterSeconds(ThreadLocalRandom.current().nextDouble()));
  }

  private void refuse(Response response, Refused refused) throws IOException {
    response.setStatus(Code.OVERLOADED.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Retry-After", retryAfter(refused));
    response.setContentLength(problem.length);
    response.getOutputStream().write(problem);
  }
}
