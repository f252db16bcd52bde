package dev.holdfast.orders.start;

import dev.holdfast.orders.Settings.InvalidSetting;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidSetting cause) {
    var message = String.valueOf(cause.getMessage());
    var action = message.startsWith("holdfast.keys.")
        ? "set it to the base64 of at least 32 random bytes: openssl rand -base64 32"
        : "correct it";
    return new FailureAnalysis(message, action, cause);
  }
}
