package dev.holdfast.decisions.kafka;

import static dev.holdfast.inventory.InventoryDatabase.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.DecideBatch;
import dev.holdfast.decisions.Inventory;
import dev.holdfast.decisions.kafka.RequestDecoder.NewerMessage;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Result;
import dev.holdfast.messages.UnreadableMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever lies on the topic is a request, unreadable, or for a newer worker; and what is unreadable
 * stops nothing. {@code -Dholdfast.fuzz.seconds} and {@code -Dholdfast.fuzz.seed} as in order-api.
 */
class DecoderFuzzTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("decoder_fuzz_test");

  private static final int BATCH = 200;

  private final long seed = Long.getLong("holdfast.fuzz.seed", System.nanoTime());
  private final Duration duration =
      Duration.ofSeconds(Long.getLong("holdfast.fuzz.seconds", 2));
  private final DamagedRecords records = new DamagedRecords(seed);
  private final RequestDecoder decoder = new RequestDecoder();

  @Test
  void every_record_is_decided_or_kept_and_the_partition_goes_on() {
    System.out.printf("Fuzzing for %s: again with -Dholdfast.fuzz.seed=%d%n", duration, seed);
    var end = System.nanoTime() + duration.toNanos();
    long offset = 0;
    long unreadable = 0;
    while (System.nanoTime() < end) {
      var batch = batch(offset);
      unreadable += batch.stream().filter(Unreadable.class::isInstance).count();
      offset += batch.size();

      INVENTORY.worker().get(DecideBatch.class).decide(new RequestBatch(TOPIC, 0, batch));

      assertThat(INVENTORY.worker().get(Cursors.class).find(TOPIC, 0).orElseThrow().nextOffset())
          .as("seed %d", seed)
          .isEqualTo(offset);
    }
    System.out.printf("%d records, %d of them unreadable%n", offset, unreadable);
    assertThat(unreadable).isPositive().isLessThan(offset);
  }

  @Test
  void as_a_result_it_is_one_or_unreadable() {
    var codec = new MessageCodec("/test");
    for (int round = 0; round < 20_000; round++) {
      var record = records.next(round);
      try {
        assertThat(codec.readResult(record)).isInstanceOf(Result.class);
      } catch (UnreadableMessage e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
  }

  private List<Incoming> batch(long first) {
    var batch = new ArrayList<Incoming>();
    if (first == 0) {
      batch.add(decoder.read(DamagedRecords.whole(Ask.open(SaleTerms.of(50)), 0), 1));
    }
    while (batch.size() < BATCH) {
      var decoded = decode(records.next(first + batch.size()));
      if (decoded != null) {
        batch.add(decoded);
      }
    }
    return batch;
  }

  /** Null if a newer worker is to read it: that halts the shard on purpose. */
  private @Nullable Incoming decode(ConsumerRecord<String, byte[]> record) {
    try {
      return decoder.read(record, 1);
    } catch (NewerMessage e) {
      assertThat(MessageCodec.header(record.headers(), "ce_type")).matches("[a-z-]+[.]v\\d+");
      return null;
    } catch (RuntimeException e) {
      throw new AssertionError("seed %d: %s".formatted(seed, record), e);
    }
  }
}
