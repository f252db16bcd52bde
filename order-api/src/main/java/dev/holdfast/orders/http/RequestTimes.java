package dev.holdfast.orders.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Counts and times requests as {@code http.server.requests}, by method, path pattern and status. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTimes implements Filter {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestTimes(MeterRegistry meters) {
    this.meters = meters;
  }

  private record Kind(String method, String uri, int status) {

    String outcome() {
      return switch (status / 100) {
        case 1 -> "INFORMATIONAL";
        case 2 -> "SUCCESS";
        case 3 -> "REDIRECTION";
        case 4 -> "CLIENT_ERROR";
        default -> "SERVER_ERROR";
      };
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var started = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      timer(kind((HttpServletRequest) request, (HttpServletResponse) response))
          .record(Duration.ofNanos(System.nanoTime() - started));
    }
  }

  private static Kind kind(HttpServletRequest request, HttpServletResponse response) {
    var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return new Kind(METHODS.contains(request.getMethod()) ? request.getMethod() : "UNKNOWN",
        pattern == null ? "UNKNOWN" : pattern.toString(), response.getStatus());
  }

  // Registered twice it is the same timer: no lock for a crowd of first requests to stand at.
  private Timer timer(Kind kind) {
    var known = timers.get(kind);
    if (known != null) {
      return known;
    }
    var timer = Timer.builder("http.server.requests")
        .tag("method", kind.method)
        .tag("uri", kind.uri)
        .tag("status", Integer.toString(kind.status))
        .tag("outcome", kind.outcome())
        .register(meters);
    timers.put(kind, timer);
    return timer;
  }
}
