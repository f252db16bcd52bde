package dev.holdfast.decisions.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.decisions.kafka.RequestDecoder.NewerMessage;
import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request.PlaceOrder;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RequestDecoderTest {

  private static final int PARTITIONS = 8;
  private static final String EVENT = "gig";

  private final PlaceOrder place = new PlaceOrder(UUID.randomUUID(), EVENT, "ada", 1, "hash");
  private final RequestDecoder decoder = new RequestDecoder();

  @Test
  void a_request_in_its_events_partition_is_decidable() {
    assertThat(decode(record(home()))).isInstanceOf(Decidable.class);
  }

  @Test
  void a_request_in_another_partition_is_not_its_events() {
    assertThat(decode(record((home() + 1) % PARTITIONS)))
        .isInstanceOfSatisfying(Unreadable.class, unreadable -> {
          assertThat(unreadable.why()).contains("belongs to partition");
          assertThat(unreadable.placed()).isNull();
        });
  }

  @Test
  void a_broken_place_still_says_whose_order_it_was() {
    var record = record(home(), "{".getBytes(UTF_8));

    assertThat(decode(record)).isInstanceOfSatisfying(Unreadable.class,
        unreadable -> assertThat(unreadable.placed())
            .isEqualTo(new Incoming.Placed(EVENT, place.orderId())));
  }

  @Test
  void a_newer_version_is_left_for_a_newer_worker() {
    var record = record(home());
    type(record.headers(), "place-order.v2");

    assertThatThrownBy(() -> decode(record)).isInstanceOf(NewerMessage.class)
        .hasMessageContaining("place-order.v2");
  }

  @Test
  void a_type_that_only_a_newer_version_of_ours_writes_is_left_for_a_newer_worker() {
    var ours = record(home());
    type(ours.headers(), "swap-order.v1");
    set(ours.headers(), "ce_source", "/holdfast/order-api");
    var somebodyElses = record(home());
    type(somebodyElses.headers(), "swap-order.v1");
    set(somebodyElses.headers(), "ce_source", "/shop/order-api");

    assertThatThrownBy(() -> decode(ours)).isInstanceOf(NewerMessage.class)
        .hasMessageContaining("swap-order.v1");
    assertThat(decode(somebodyElses)).isInstanceOf(Unreadable.class);
  }

  @Test
  void a_type_we_know_where_it_does_not_belong_is_unreadable() {
    var result = record(home());
    type(result.headers(), "order-held.v1");
    set(result.headers(), "ce_source", "/holdfast/inventory-worker");

    assertThat(decode(result)).isInstanceOf(Unreadable.class);
  }

  @Test
  void a_field_that_a_newer_version_adds_is_ignored() {
    var body = new String(new MessageCodec("/test").write(place), UTF_8)
        .replaceFirst("\\{", "{\"addedLater\": {\"seat\": 7}, ");

    assertThat(decode(record(home(), body.getBytes(UTF_8)))).isInstanceOfSatisfying(
        Decidable.class, decidable -> assertThat(decidable.request()).isEqualTo(place));
  }

  @Test
  void a_tick_of_its_own_partition_tells_the_time_and_any_other_is_unreadable() {
    var record = record(home(), "{\"shard\": %d}".formatted(home()).getBytes(UTF_8));
    type(record.headers(), "tick.v1");
    var elsewhere = record(home(), "{\"shard\": %d}".formatted(home() + 1).getBytes(UTF_8));
    type(elsewhere.headers(), "tick.v1");

    assertThat(decode(record)).isEqualTo(new Incoming.Ticked(record.offset(), -1,
        Instant.ofEpochMilli(record.timestamp())));
    assertThat(decode(elsewhere)).isInstanceOfSatisfying(Unreadable.class,
        unreadable -> assertThat(unreadable.why()).contains("another partition"));
  }

  @Test
  void a_type_that_was_never_ours_is_unreadable() {
    var record = record(home());
    type(record.headers(), "anything-else.v1");

    assertThat(decode(record)).isInstanceOf(Unreadable.class);
  }

  private Incoming decode(ConsumerRecord<String, byte[]> record) {
    return decoder.decode(record, PARTITIONS);
  }

  private static int home() {
    return RequestDecoder.partitionOf(EVENT, PARTITIONS);
  }

  private ConsumerRecord<String, byte[]> record(int partition) {
    return record(partition, new MessageCodec("/test").write(place));
  }

  private ConsumerRecord<String, byte[]> record(int partition, byte[] body) {
    var sent = new MessageCodec("/test").record(place, Instant.now(), null);
    var record = new ConsumerRecord<>(sent.topic(), partition, 7, EVENT, body);
    sent.headers().forEach(record.headers()::add);
    return record;
  }

  private static void type(Headers headers, String type) {
    set(headers, "ce_type", type);
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
