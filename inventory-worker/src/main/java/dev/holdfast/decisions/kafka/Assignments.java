package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.model.Cursor;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/** Takes over shards where the database says, once their logs are what the database applied. */
@Component
class Assignments implements ConsumerAwareRebalanceListener {

  private static final OffsetAndMetadata NOWHERE = new OffsetAndMetadata(0);

  private final Cursors cursors;
  private final OwnedShards owned;
  private final LogChecks checks;
  private final ShardStates states;

  Assignments(Cursors cursors, OwnedShards owned, LogChecks checks, ShardStates states) {
    this.cursors = cursors;
    this.owned = owned;
    this.checks = checks;
    this.states = states;
  }

  /**
   * Publishes for the new shards, and reads on where the database says.
   *
   * <p>Kafka calls this once per assignment: if it failed, the shard would go on from the hint that
   * Kafka keeps. So it waits here until the database answers.
   */
  @Override
  public void onPartitionsAssigned(
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> owned.add(partition.partition()));
    for (var partition : partitions) {
      var cursor = findCursor(partition);
      cursor.ifPresent(checks::start);
      // One without a cursor is not polled: the look below finds that.
      consumer.seek(partition, cursor.map(Assignments::behind).orElse(NOWHERE));
    }
    checks.assigned(partitions.stream().map(TopicPartition::partition).toList());
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> {
      owned.remove(partition.partition());
      checks.revoked(partition.partition());
      states.forget(partition.partition());
    });
  }

  // With its epoch: the consumer asks the leader whether that epoch reached so far, and so finds a log
  // that was cut below the cursor and has grown beyond it again.
  private static OffsetAndMetadata behind(Cursor cursor) {
    int epoch = cursor.leaderEpoch();
    return new OffsetAndMetadata(cursor.nextOffset(),
        epoch < 0 ? Optional.empty() : Optional.of(epoch), "");
  }

  private Optional<Cursor> findCursor(TopicPartition partition) {
    while (true) {
      try {
        var cursor = cursors.find(partition.topic(), partition.partition());
        states.fine(Work.APPLYING, partition.partition());
        return cursor;
      } catch (RuntimeException e) {
        states.trouble(Work.APPLYING, partition.partition(), e);
        rest();
      }
    }
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }
}
