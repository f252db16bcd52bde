package dev.holdfast.orders.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The database answers, but not to this user or not under this name: waiting does not help. */
final class NotLetIn extends RuntimeException {

  NotLetIn(String why) {
    super("the database says: " + why);
  }

  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class Analyzer extends AbstractFailureAnalyzer<NotLetIn> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NotLetIn cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()),
          "correct spring.datasource.url, username and password, or create what is missing", cause);
    }
  }
}
