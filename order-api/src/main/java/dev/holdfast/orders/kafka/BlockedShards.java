package dev.holdfast.orders.kafka;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.stereotype.Component;

/** Shards whose results can't be projected; they are tried again, the others go on meanwhile. */
@Component
class BlockedShards {

  private static final Logger log = LoggerFactory.getLogger(BlockedShards.class);
  private static final int SECONDS = 5;

  private final KafkaListenerEndpointRegistry containers;
  private final Set<Integer> shards = ConcurrentHashMap.newKeySet();

  BlockedShards(KafkaListenerEndpointRegistry containers) {
    this.containers = containers;
  }

  void block(TopicPartition partition, long offset, String why) {
    var container = containers.getListenerContainer(ResultListener.ID);
    if (container == null) {
      return;
    }
    log.atError()
        .addKeyValue("shard", partition.partition())
        .addKeyValue("offset", offset)
        .addKeyValue("why", why)
        .log("A result can't be projected: the shard's views stand still");
    shards.add(partition.partition());
    container.pausePartition(partition);
    CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> {
      shards.remove(partition.partition());
      container.resumePartition(partition);
    });
  }

  Set<Integer> shards() {
    return Set.copyOf(shards);
  }
}
