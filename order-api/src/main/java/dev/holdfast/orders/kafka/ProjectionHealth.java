package dev.holdfast.orders.kafka;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.stereotype.Component;

/** DOWN when the views are not being fed any more: an Error ends a container without a word. */
@Component("projection")
class ProjectionHealth implements HealthIndicator {

  private final KafkaListenerEndpointRegistry containers;
  private final BlockedShards blocked;

  ProjectionHealth(KafkaListenerEndpointRegistry containers, BlockedShards blocked) {
    this.containers = containers;
    this.blocked = blocked;
  }

  @Override
  public Health health() {
    var container = containers.getListenerContainer(ResultListener.ID);
    var running = container != null && container.isRunning() && container.isInExpectedState();
    return (running ? Health.up() : Health.down())
        .withDetail("blockedShards", blocked.shards())
        .build();
  }
}
