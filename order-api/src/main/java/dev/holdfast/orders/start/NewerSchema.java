package dev.holdfast.orders.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The database was migrated by a newer order-api than this one. */
final class NewerSchema extends RuntimeException {

  NewerSchema(String found, String known) {
    super("schema orders is at version %s, this order-api knows %s".formatted(found, known));
  }

  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class Analyzer extends AbstractFailureAnalyzer<NewerSchema> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NewerSchema cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()),
          "start a newer order-api, or restore the database", cause);
    }
  }
}
