package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.messages.Topics;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.stereotype.Component;

/** The shards whose partitions this worker owns, and the publisher of each. */
@Component
class OwnedShards {

  static final String LISTENER = "inventory-worker";

  private final AnnounceResults announceResults;
  private final ShardStates states;
  private final KafkaListenerEndpointRegistry registry;
  private final Map<Integer, Publisher> publishers = new ConcurrentHashMap<>();
  private volatile int partitions;

  OwnedShards(
      AnnounceResults announceResults, ShardStates states,
      KafkaListenerEndpointRegistry registry) {
    this.announceResults = announceResults;
    this.states = states;
    this.registry = registry;
  }

  /** Starts listening to a topic of that many partitions. */
  void listen(int ofPartitions) {
    partitions = ofPartitions;
    var container = registry.getListenerContainer(LISTENER);
    if (container != null && !container.isRunning()) {
      container.start();
    }
  }

  /** Whether every consumer of the listener runs. */
  boolean listening() {
    var container = registry.getListenerContainer(LISTENER);
    return container != null && container.isRunning() && container.isInExpectedState();
  }

  /** How many shards there are in all. */
  int partitions() {
    return partitions;
  }

  Set<Integer> all() {
    return publishers.keySet();
  }

  void add(int shard) {
    publishers.computeIfAbsent(shard, of -> Publisher.start(of, announceResults, states));
  }

  void remove(int shard) {
    var publisher = publishers.remove(shard);
    if (publisher != null) {
      publisher.stop();
    }
  }

  void wakePublisher(int shard) {
    var publisher = publishers.get(shard);
    if (publisher != null) {
      publisher.wake();
    }
  }

  /** Polls no more of a halted shard; its publisher goes on. */
  void pause(int shard) {
    var container = registry.getListenerContainer(LISTENER);
    if (container != null) {
      container.pausePartition(new TopicPartition(Topics.REQUESTS, shard));
    }
  }

  @PreDestroy
  void stop() {
    publishers.keySet().forEach(this::remove);
  }
}
