package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.ShardStates;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: listening, and every owned shard is applied and announced. */
@Component("shards")
class ShardsHealth implements HealthIndicator {

  private final PrepareTopics prepareTopics;
  private final OwnedShards owned;
  private final ShardStates states;

  ShardsHealth(PrepareTopics prepareTopics, OwnedShards owned, ShardStates states) {
    this.prepareTopics = prepareTopics;
    this.owned = owned;
    this.states = states;
  }

  @Override
  public Health health() {
    var waitingFor = prepareTopics.waitingFor();
    if (waitingFor != null) {
      return Health.down().withDetail("waiting", waitingFor).build();
    }
    if (!owned.listening()) {
      return Health.down().withDetail("listener", "a consumer has stopped").build();
    }
    var wrong = states.wrong();
    return wrong.isEmpty()
        ? Health.up().withDetail("shards", owned.all()).build()
        : Health.down().withDetails(wrong).build();
  }
}
