package dev.holdfast.decisions.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker meets Kafka.
 *
 * @param partitions of the topics, if this worker is the one that makes them
 */
@Validated
@ConfigurationProperties("holdfast")
record WorkerSettings(
    @DefaultValue("8") @Min(1) @Max(1_000) int partitions) {}
