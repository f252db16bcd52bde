package dev.holdfast.orders.start;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A migration gave up before those who sell meanwhile had to. */
final class NoLock extends RuntimeException {

  NoLock(FlywayException cause) {
    super("a migration of schema orders did not get its lock in time, and nothing was changed",
        cause);
  }

  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class Analyzer extends AbstractFailureAnalyzer<NoLock> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoLock cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), "start order-api again",
          cause);
    }
  }
}
