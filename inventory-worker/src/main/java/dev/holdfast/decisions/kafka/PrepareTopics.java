package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.PrepareShards;
import dev.holdfast.decisions.PrepareShards.ShardsDontMatch;
import dev.holdfast.messages.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Waits for Kafka, makes the topics at the very first start, ties the database to them, and then
 * lets the listener start.
 */
@Component
class PrepareTopics {

  private static final Logger log = LoggerFactory.getLogger(PrepareTopics.class);
  private static final Map<String, String> SETTINGS = Map.of(
      TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
      TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

  private final Admin admin;
  private final PrepareShards prepareShards;
  private final OwnedShards owned;
  private final WorkerSettings settings;
  private final KafkaProperties kafka;
  private volatile @Nullable String waitingFor = "Kafka has not been asked yet";

  PrepareTopics(
      Admin admin, PrepareShards prepareShards, OwnedShards owned, WorkerSettings settings,
      KafkaProperties kafka) {
    this.admin = admin;
    this.prepareShards = prepareShards;
    this.owned = owned;
    this.settings = settings;
    this.kafka = kafka;
  }

  /** What the listener waits for before it starts; null once it has started. */
  @Nullable
  String waitingFor() {
    return waitingFor;
  }

  @Scheduled(fixedDelay = 500)
  void tryToStart() throws InterruptedException {
    if (waitingFor == null) {
      return;
    }
    try {
      var partitions = prepare();
      if (partitions.isPresent()) {
        owned.listen(partitions.getAsInt());
        waitingFor = null;
        log.atInfo().addKeyValue("shards", partitions.getAsInt()).log("Listening");
      }
    } catch (ExecutionException e) {
      waitFor("Kafka at %s does not answer (%s): start it, or set spring.kafka.bootstrap-servers"
          .formatted(kafka.getBootstrapServers(), e.getCause()));
    } catch (ShardsDontMatch e) {
      waitFor(String.valueOf(e.getMessage()));
    } catch (DataAccessException | TransactionException e) {
      waitFor("The database does not answer: " + e.getMessage());
    }
  }

  private void waitFor(String what) {
    if (!what.equals(waitingFor)) {
      log.warn("Waiting: {}", what);
    }
    waitingFor = what;
  }

  /** The number of shards; empty while the brokers are still making the topics. */
  private OptionalInt prepare() throws ExecutionException, InterruptedException {
    var requests = TopicLogs.describe(admin, Topics.REQUESTS);
    var results = TopicLogs.describe(admin, Topics.RESULTS);
    prepareShards.check(Topics.REQUESTS, requests.map(TopicLogs::read).orElse(null));
    if (requests.isEmpty() || results.isEmpty()) {
      int partitions = requests.map(topic -> topic.partitions().size())
          .orElse(settings.partitions());
      create(Topics.REQUESTS, partitions);
      create(Topics.RESULTS, partitions);
      return OptionalInt.empty();
    }
    int partitions = requests.get().partitions().size();
    check(partitions, results.get().partitions().size());
    prepareShards.prepare(Topics.REQUESTS, TopicLogs.read(requests.get()));
    return OptionalInt.of(partitions);
  }

  private void create(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(
          new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(SETTINGS)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void check(int requests, int results) throws ExecutionException, InterruptedException {
    if (requests != results) {
      throw new ShardsDontMatch("Topic %s has %d partitions and %s has %d: they must have the same"
          .formatted(Topics.REQUESTS, requests, Topics.RESULTS, results));
    }
    check(Topics.REQUESTS, SETTINGS);
    // A late publisher can leave an older result last: compaction would keep the wrong one.
    check(Topics.RESULTS,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
  }

  private void check(String topic, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    settings.forEach((name, value) -> {
      if (config != null && !value.equals(config.get(name).value())) {
        throw new ShardsDontMatch("Topic %s must have %s=%s, it has %s: change it"
            .formatted(topic, name, value, config.get(name).value()));
      }
    });
  }
}
