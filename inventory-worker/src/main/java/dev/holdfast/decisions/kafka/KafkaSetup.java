package dev.holdfast.decisions.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class KafkaSetup {

  /** Time-outs in milliseconds: the callers try again. */
  @Bean(destroyMethod = "close")
  Admin admin(KafkaAdmin kafkaAdmin) {
    var properties = new HashMap<>(kafkaAdmin.getConfigurationProperties());
    properties.putAll(Map.of("request.timeout.ms", 3000, "default.api.timeout.ms", 4000));
    return Admin.create(properties);
  }

  /** One partition per transaction. */
  @Bean
  ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> onePartitionAtATime(
      Assignments assignments) {
    return container -> {
      var properties = container.getContainerProperties();
      properties.setSubBatchPerPartition(true);
      properties.setConsumerRebalanceListener(assignments);
    };
  }

  /** Silent: a result that is not acknowledged is the publisher's to report, once. */
  @Bean
  ProducerListener<Object, Object> silent() {
    return new ProducerListener<>() {
    };
  }

  /**
   * For what the listener does not catch itself: tries again for ever, where the library's default
   * would skip the records.
   */
  @Bean
  CommonErrorHandler retryForEver() {
    var backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(5_000);
    var handler = new DefaultErrorHandler((record, failure) -> {
      throw new IllegalStateException("A request must never be skipped: " + record, failure);
    }, backOff);
    handler.setClassifications(Map.of(), true);
    handler.setLogLevel(KafkaException.Level.DEBUG);
    return handler;
  }
}
