package dev.holdfast.decisions.kafka;

import static dev.holdfast.inventory.InventoryDatabase.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.decisions.Ask;
import dev.holdfast.decisions.DecideInParts;
import dev.holdfast.decisions.DecideInParts.CannotGoOn;
import dev.holdfast.decisions.Inventory;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bug of ours that a record brings to light while it is read, before anybody decides it. */
class MisreadRecordsTest {

  @RegisterExtension
  static final Inventory INVENTORY = new Inventory("misread_records_test");

  private final BuggyDecoder decoder = new BuggyDecoder();
  private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();

  @Test
  void one_is_quarantined_as_it_came_and_after_three_the_shard_is_halted() {
    append(Ask.open(SaleTerms.of(50)), Ask.place("ada", 1));
    appendMisread(new StackOverflowError());
    append(Ask.place("bob", 1));

    decideAll();

    assertThat(INVENTORY.count("orders WHERE status = 'HELD'")).isEqualTo(2);
    assertThat(INVENTORY.count("orders WHERE reason = 'UNREADABLE'")).isOne();
    assertThat(INVENTORY.count("quarantine WHERE record_offset = 2"
        + " AND convert_from(body, 'UTF8') LIKE '%\"accountId\":\"eve\"%'"
        + " AND convert_from(record_key, 'UTF8') = 'night'"
        + " AND headers ->> 'ce_type' = 'place-order.v1'"
        + " AND why LIKE '%StackOverflowError'")).isOne();
    Stream.of(new IllegalStateException("a bug"), new AssertionError("a bug"),
        new NullPointerException("a bug")).forEach(this::appendMisread);
    assertThatExceptionOfType(CannotGoOn.class).isThrownBy(this::decideAll)
        .withMessageContainingAll("offset 6", "a bug");
    assertThat(INVENTORY.count("quarantine")).isEqualTo(3);
    assertThat(INVENTORY.count("cursor WHERE next_offset = 6")).isOne();
  }

  private void append(Request... requests) {
    for (var request : requests) {
      log.add(DamagedRecords.whole(request, log.size()));
    }
  }

  private void appendMisread(Throwable bug) {
    decoder.bugs.put((long) log.size(), bug);
    append(Ask.place("eve", 1));
  }

  /** As the listener does. */
  private void decideAll() {
    var records = log.stream().map(record -> decoder.decode(record, 1)).toList();
    INVENTORY.worker()
        .get(DecideInParts.class)
        .decide(new RequestBatch(TOPIC, 0, records), index -> RequestDecoder.raw(log.get(index)));
  }

  /** Reads all but the records that are said to meet a bug. */
  private static final class BuggyDecoder extends RequestDecoder {

    private final Map<Long, Throwable> bugs = new HashMap<>();

    @Override
    Incoming read(ConsumerRecord<String, byte[]> record, int partitions) {
      return switch (bugs.get(record.offset())) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case null, default -> super.read(record, partitions);
      };
    }
  }
}
