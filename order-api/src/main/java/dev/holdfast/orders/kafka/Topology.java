package dev.holdfast.orders.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The two topics. Nothing else starts before they are there. */
@Component
class Topology implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Topology.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final List<String> TOPICS = List.of(Topics.REQUESTS, Topics.RESULTS);

  private final KafkaConnectionDetails kafka;
  private final KafkaAdmin kafkaAdmin;
  private volatile int shards;

  Topology(KafkaConnectionDetails kafka, KafkaAdmin kafkaAdmin) {
    this.kafka = kafka;
    this.kafkaAdmin = kafkaAdmin;
  }

  /** The partition Kafka's own partitioner gives an event. */
  int shardOf(String eventId) {
    return BuiltInPartitioner.partitionForKey(eventId.getBytes(UTF_8), shards);
  }

  @Override
  public void start() {
    var servers = String.join(",", kafka.getBootstrapServers());
    var said = "";
    try (var admin = admin(kafkaAdmin)) {
      while (shards == 0) {
        var missing = look(admin, servers);
        if (!missing.isEmpty() && !missing.equals(said)) {
          log.info(missing);
          said = missing;
        }
        if (!missing.isEmpty()) {
          TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the topics", e);
    }
  }

  private String look(Admin admin, String servers) throws InterruptedException {
    try {
      var topics = admin.describeTopics(TOPICS).allTopicNames().get(2, TimeUnit.SECONDS);
      shards = Objects.requireNonNull(topics.get(Topics.REQUESTS)).partitions().size();
      return "";
    } catch (ExecutionException | TimeoutException e) {
      return switch (e.getCause()) {
        case UnknownTopicOrPartitionException _ ->
          "Waiting for the topics %s: start inventory-worker, which creates them"
              .formatted(String.join(" and ", TOPICS));
        case AuthenticationException refused -> refusal(servers, refused);
        case AuthorizationException refused -> refusal(servers, refused);
        case null, default ->
          "Waiting for Kafka at %s: start it, or set spring.kafka.bootstrap-servers"
              .formatted(servers);
      };
    }
  }

  private static String refusal(String servers, ApiException refused) {
    return ("Waiting for Kafka at %s to let us in (%s): "
        + "set spring.kafka.security, .ssl and .properties")
        .formatted(servers, refused.getMessage());
  }

  static Admin admin(KafkaAdmin kafka) {
    var settings = new HashMap<>(kafka.getConfigurationProperties());
    settings.putAll(Map.of(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_800));
    return Admin.create(settings);
  }

  @Override
  public void stop() {
    shards = 0;
  }

  @Override
  public boolean isRunning() {
    return shards > 0;
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
