package dev.holdfast.decisions.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the worker audits, and how.
 *
 * @param every pause between two audits; 0 means never
 * @param sla what is not done by then is a violation
 * @param percent of its time the audit works at most
 * @param longestLook at one invariant on one shard; what takes longer is left out
 * @param username the role that looks: {@code auditor} sees the views as well; absent: the worker's
 * @param password of that role
 */
@Validated
@ConfigurationProperties("holdfast.audit")
record AuditSettings(
    @DefaultValue("10m") Duration every, @DefaultValue("30s") Duration sla,
    @DefaultValue("5") @Min(1) @Max(100) int percent, @DefaultValue("5m") Duration longestLook,
    @Nullable String username, @Nullable String password) {

  AuditSettings {
    if (every.isNegative() || !sla.isPositive() || longestLook.toMillis() < 1) {
      throw new IllegalArgumentException("holdfast.audit.every must not be negative (%s),"
          .formatted(every)
          + " .sla (%s) and .longest-look (%s) must be positive".formatted(sla, longestLook));
    }
  }
}
