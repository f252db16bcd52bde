package dev.holdfast.expiry;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the expiry worker sweeps.
 *
 * @param pollInterval pause between two sweeps
 * @param batchSize most holds released in one transaction: the event stays locked that long
 */
@Validated
@ConfigurationProperties("holdfast.expiry")
record ExpirySettings(
    @DefaultValue("250ms") Duration pollInterval,
    @DefaultValue("2000") @Min(1) @Max(5_000) int batchSize) {}
