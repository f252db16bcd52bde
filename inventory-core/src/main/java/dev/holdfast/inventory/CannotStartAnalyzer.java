package dev.holdfast.inventory;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows {@link CannotStart} as its message instead of a stack trace. */
class CannotStartAnalyzer extends AbstractFailureAnalyzer<CannotStart> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, CannotStart cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
