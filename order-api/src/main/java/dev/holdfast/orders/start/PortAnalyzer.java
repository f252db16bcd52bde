package dev.holdfast.orders.start;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A port number that is none: Spring Boot itself shows a stack trace. */
class PortAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, IllegalArgumentException cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (message.startsWith("port") && message.contains("out of range")) {
        return new FailureAnalysis("server.port or management.server.port is wrong: " + message,
            "set both to 0 to 65535", e);
      }
    }
    return null;
  }
}
