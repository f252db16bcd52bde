package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.DecideInParts;
import dev.holdfast.decisions.DecideInParts.CannotGoOn;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.kafka.RequestDecoder.NewerMessage;
import dev.holdfast.decisions.model.Cursor.GapDetected;
import dev.holdfast.decisions.model.Cursor.LogWasCut;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.messages.Topics;
import io.micrometer.core.instrument.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hands each partition's records to {@link DecideInParts}.
 *
 * <p>Whatever fails is tried again for ever, from the first record: nothing is skipped. A partition
 * whose log does not fit the cursor is halted, and one with too many records that meet a bug.
 */
@Component
class RequestListener {

  private static final int STRIKES_BEFORE_HALT = 3;

  private final DecideInParts decideInParts;
  private final OwnedShards owned;
  private final RequestDecoder decoder;
  private final ShardStates states;
  private final LogChecks checks;

  RequestListener(
      DecideInParts decideInParts, OwnedShards owned, RequestDecoder decoder, ShardStates states,
      LogChecks checks) {
    this.decideInParts = decideInParts;
    this.owned = owned;
    this.decoder = decoder;
    this.states = states;
    this.checks = checks;
  }

  @KafkaListener(id = OwnedShards.LISTENER, topics = Topics.REQUESTS, batch = "true", autoStartup = "false")
  void on(
      List<ConsumerRecord<String, byte[]>> records,
      Consumer<String, byte[]> consumer) {
    var first = records.getFirst();
    int shard = first.partition();
    if (checks.refuses(shard)) {
      // It was polled before it could be paused.
      readAgain(consumer, shard, first.offset());
      return;
    }
    try {
      var readable = readable(records);
      var batch = new RequestBatch(Topics.REQUESTS, shard, readable);
      var committed =
          decideInParts.decide(batch, index -> RequestDecoder.raw(records.get(index)));
      commit(consumer, shard, readable.getLast().offset() + 1);
      if (readable.size() < records.size()) {
        readAgain(consumer, shard, records.get(readable.size()).offset());
      }
      owned.works(shard);
      states.fine(Work.APPLYING, shard);
      owned.announce(shard, committed);
    } catch (GapDetected e) {
      Metrics.counter("holdfast.gap.detected").increment();
      readAgain(consumer, shard, e.readAgainFrom());
      checks.doubt(shard);
      strike(shard, e, LogChecks.HOLE);
    } catch (NewerMessage e) {
      readAgain(consumer, shard, first.offset());
      states.haltForOthers(shard, String.valueOf(e.getMessage()));
      owned.pause(shard);
    } catch (CannotGoOn e) {
      readAgain(consumer, shard, first.offset());
      halt(shard, String.valueOf(e.getMessage()));
    } catch (LogWasCut e) {
      readAgain(consumer, shard, first.offset());
      halt(shard, e.getMessage() + ": " + LogChecks.CUT);
    } catch (DuplicateKeyException | JdbcUpdateAffectedIncorrectNumberOfRowsException e) {
      readAgain(consumer, shard, first.offset());
      owned.rest(shard);
      strike(shard, e, "somebody else writes to its tables: find out who and stop him");
    } catch (RuntimeException | Error e) {
      // Also an Error: it would end the consumer, and all its shards would stand still.
      readAgain(consumer, shard, first.offset());
      owned.rest(shard);
      states.trouble(Work.APPLYING, shard, e);
    }
  }

  /** Those before the first that only a newer worker can read, if any are. */
  private List<Incoming> readable(List<ConsumerRecord<String, byte[]>> records) {
    var readable = new ArrayList<Incoming>();
    for (var record : records) {
      try {
        readable.add(decoder.decode(record, owned.partitions()));
      } catch (NewerMessage e) {
        if (readable.isEmpty()) {
          throw e;
        }
        return readable;
      }
    }
    return readable;
  }

  // A hint: nobody waits for Kafka to note it.
  private void commit(Consumer<String, byte[]> consumer, int shard, long nextOffset) {
    consumer.commitAsync(
        Map.of(new TopicPartition(Topics.REQUESTS, shard), checks.decided(shard, nextOffset)),
        (offsets, failure) -> {});
  }

  private static void readAgain(Consumer<String, byte[]> consumer, int shard, long offset) {
    consumer.seek(new TopicPartition(Topics.REQUESTS, shard), offset);
  }

  private void strike(int shard, RuntimeException why, String toDo) {
    states.trouble(Work.APPLYING, shard, why);
    if (owned.strike(shard) >= STRIKES_BEFORE_HALT) {
      halt(shard,
          "%d times in a row: %s: %s".formatted(STRIKES_BEFORE_HALT, why.getMessage(), toDo));
    }
  }

  private void halt(int shard, String why) {
    states.halt(shard, why);
    owned.pause(shard);
  }
}
