package dev.holdfast.orders.start;

import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line why the process does not start, and what to do. */
class OneLineFailure implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    var action = analysis.getAction();
    LoggerFactory.getLogger("dev.holdfast.orders")
        .error("order-api can't start: {}{}", oneLine(analysis.getDescription()),
            action == null ? "" : " -> " + oneLine(action));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
