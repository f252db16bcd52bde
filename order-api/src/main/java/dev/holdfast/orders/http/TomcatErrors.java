package dev.holdfast.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat turns away before it is a request at all, as a problem too. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TomcatErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  // A protocol that nobody speaks here is the client's mistake: a 5xx would call an operator.
  private static final Set<Integer> FOREIGN = Set.of(HttpServletResponse.SC_NOT_IMPLEMENTED,
      HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

  private final JsonMapper json;

  TomcatErrors(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    // Behind Tomcat's own valve, so that it is asked first on the way back.
    factory.addContextCustomizers(context -> {
      context.getParent().getPipeline().addValve(new Reporter());
      context.getParent().getPipeline().addValve(new NoPathParameters());
    });
  }

  /** Tomcat does not look into path parameters, Spring fails on some, and nobody here has any. */
  private static final class NoPathParameters extends ValveBase {

    NoPathParameters() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      var uri = request.getRequestURI();
      if (uri != null && uri.indexOf(';') >= 0) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      } else {
        getNext().invoke(request, response);
      }
    }
  }

  private final class Reporter extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      if (FOREIGN.contains(response.getStatus())) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      }
      var code = Code.of(HttpStatusCode.valueOf(response.getStatus()));
      try {
        response.setContentType("application/problem+json");
        response.getReporter()
            .write(new String(json.writeValueAsBytes(Problem.of(code, code.title())), UTF_8));
        response.finishResponse();
      } catch (IOException e) {
        // The client is gone: nobody is left to tell.
      }
    }
  }
}
