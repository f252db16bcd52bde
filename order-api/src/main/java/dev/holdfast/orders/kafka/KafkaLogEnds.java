package dev.holdfast.orders.kafka;

import dev.holdfast.messages.Topics;
import dev.holdfast.orders.LogEnds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

@Component
class KafkaLogEnds implements LogEnds, DisposableBean {

  private final Admin admin;
  private final InstantSource clock;
  private final Map<Integer, End> fetched = new ConcurrentHashMap<>();

  KafkaLogEnds(KafkaAdmin kafka, InstantSource clock) {
    this.admin = Topology.admin(kafka);
    this.clock = clock;
  }

  private record End(Instant fetchedAt, long offset) {}

  @Override
  public OptionalLong end(int shard, Instant notBefore) {
    var known = fetched.get(shard);
    // An older end that is late enough is as good, and reached sooner.
    if (known == null || known.fetchedAt.isBefore(notBefore)) {
      known = fetch(shard);
    }
    return known == null || known.fetchedAt.isBefore(notBefore)
        ? OptionalLong.empty()
        : OptionalLong.of(known.offset);
  }

  private @Nullable End fetch(int shard) {
    var partition = new TopicPartition(Topics.REQUESTS, shard);
    var at = clock.instant();
    try {
      var offset = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get(2, TimeUnit.SECONDS)
          .offset();
      var end = new End(at, offset);
      fetched.put(shard, end);
      return end;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void destroy() {
    admin.close();
  }
}
