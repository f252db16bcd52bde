package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.AnnounceResults;
import dev.holdfast.decisions.FreshRanges;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.messages.Topics;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The shards whose partitions this worker owns, and the publisher of each. */
@Component
class OwnedShards {

  static final String LISTENER = "inventory-worker";

  private final AnnounceResults announceResults;
  private final ShardStates states;
  private final KafkaListenerEndpointRegistry registry;
  private final TaskScheduler scheduler;
  private final Map<Integer, Publisher> publishers = new ConcurrentHashMap<>();
  private final Map<Integer, BackOffExecution> failing = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> strikes = new ConcurrentHashMap<>();
  /** How many ledger rows all publishers keep in memory. */
  private final AtomicInteger fresh = new AtomicInteger();
  private volatile int partitions;

  OwnedShards(
      AnnounceResults announceResults, ShardStates states,
      KafkaListenerEndpointRegistry registry, TaskScheduler scheduler) {
    this.announceResults = announceResults;
    this.states = states;
    this.registry = registry;
    this.scheduler = scheduler;
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
    publishers.computeIfAbsent(shard,
        of -> Publisher.start(of, announceResults, states, new FreshRanges(fresh)));
  }

  void remove(int shard) {
    works(shard);
    var publisher = publishers.remove(shard);
    if (publisher != null) {
      publisher.stop();
    }
  }

  /** Has the shard's publisher announce what was committed just now. */
  void announce(int shard, List<Range> committed) {
    var publisher = publishers.get(shard);
    if (publisher != null) {
      publisher.announce(committed);
    }
  }

  /** Polls no more of a halted shard; its publisher goes on. */
  synchronized void pause(int shard) {
    var container = registry.getListenerContainer(LISTENER);
    if (container != null) {
      container.pausePartition(new TopicPartition(Topics.REQUESTS, shard));
    }
  }

  /**
   * Polls no more of a shard that failed for a while, longer each time. The thread that polls it
   * goes on with its other shards: sleeping there would stop them too.
   */
  void rest(int shard) {
    pause(shard);
    long millis = failing.computeIfAbsent(shard, of -> backOff().start()).nextBackOff();
    var _ =
        scheduler.schedule(() -> goOn(shard), scheduler.getClock().instant().plusMillis(millis));
  }

  /** How often the shard has failed in a row in a way that trying again does not mend. */
  int strike(int shard) {
    return strikes.merge(shard, 1, Integer::sum);
  }

  /** The next rest of the shard is a short one again, and its next strike the first. */
  void works(int shard) {
    failing.remove(shard);
    strikes.remove(shard);
  }

  /**
   * Polls a paused shard again, if it is not halted.
   *
   * <p>Synchronized with pause: a shard halted meanwhile must not be polled again. The container
   * asks every consumer that was told to pause, whether it has the shard at the moment or not.
   */
  synchronized void goOn(int shard) {
    var container = registry.getListenerContainer(LISTENER);
    if (container != null && !states.halted(shard)) {
      container.resumePartition(new TopicPartition(Topics.REQUESTS, shard));
    }
  }

  private static ExponentialBackOff backOff() {
    var backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(5_000);
    return backOff;
  }

  @PreDestroy
  void stop() {
    publishers.keySet().forEach(this::remove);
  }
}
