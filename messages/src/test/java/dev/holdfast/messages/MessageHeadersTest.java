package dev.holdfast.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageHeadersTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.137Z");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final MessageCodec codec = new MessageCodec("/holdfast/order-api");

  @ParameterizedTest
  @EnumSource
  void others_read_our_headers_as_cloudevents_in_binary_mode(WireName name) throws Exception {
    var sent = written(name);

    var reader = KafkaMessageFactory.createReader(received(sent));
    CloudEvent event = reader.toEvent();

    assertThat(reader.getEncoding()).isEqualTo(Encoding.BINARY);
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getType()).isEqualTo(name.wire());
    assertThat(event.getSource()).hasToString("/holdfast/order-api");
    assertThat(event.getId()).isNotBlank();
    assertThat(Objects.requireNonNull(event.getTime()).toInstant()).isEqualTo(NOW);
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(Samples.JSON.readTree(Objects.requireNonNull(event.getData()).toBytes()))
        .isEqualTo(Samples.tree(name));
  }

  @ParameterizedTest
  @EnumSource
  void the_key_is_the_event_and_headers_name_order_and_trace(WireName name) throws Exception {
    var sent = written(name);
    var message = codec.read(name.wire(), sent.value());
    var order = Samples.tree(name).at("/order/orderId");
    var orderId = order.isMissingNode() ? Samples.tree(name).at("/orderId") : order;

    assertThat(sent.key()).isEqualTo(message.eventId());
    assertThat(MessageCodec.header(sent.headers(), MessageCodec.TRACEPARENT))
        .isEqualTo(message instanceof Tick ? null : TRACE);
    assertThat(MessageCodec.header(sent.headers(), MessageCodec.ORDER_ID))
        .isEqualTo(orderId.isMissingNode() ? null : orderId.asString());
  }

  @Test
  void a_request_is_known_by_its_id_and_a_result_by_its_place_in_the_ledger() throws Exception {
    assertThat(id(WireName.CONFIRM_PAYMENT))
        .isEqualTo(Samples.tree(WireName.CONFIRM_PAYMENT).get("requestId").asString());
    assertThat(id(WireName.PLACE_ORDER))
        .isEqualTo(Samples.tree(WireName.PLACE_ORDER).get("orderId").asString());
    assertThat(id(WireName.ORDER_CONFIRMED)).isEqualTo("jazz-in-the-park-2026:1:58");
    assertThat(id(WireName.PROGRESS)).isEqualTo("progress:3:1304");
    assertThat(id(WireName.TICK)).isEqualTo("tick:3:" + NOW);
  }

  @ParameterizedTest
  @EnumSource
  void what_was_written_is_read_again_on_its_own_topic_only(WireName name) throws Exception {
    var record = received(written(name));
    var message = codec.read(name.wire(), record.value());

    switch (message) {
      case Request request -> {
        assertThat(codec.readRequest(record)).isEqualTo(request);
        assertThatThrownBy(() -> codec.readResult(record)).isInstanceOf(UnreadableMessage.class)
            .hasMessageContaining(name.wire());
      }
      case Result result -> {
        assertThat(codec.readResult(record)).isEqualTo(result);
        assertThatThrownBy(() -> codec.readRequest(record)).isInstanceOf(UnreadableMessage.class)
            .hasMessageContaining(name.wire());
      }
      case Tick _ -> {
        assertThat(record.topic()).isEqualTo(Topics.REQUESTS);
        assertThatThrownBy(() -> codec.readRequest(record)).isInstanceOf(UnreadableMessage.class)
            .hasMessageContaining(name.wire());
        assertThatThrownBy(() -> codec.readResult(record)).isInstanceOf(UnreadableMessage.class)
            .hasMessageContaining(name.wire());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLACE_ORDER", "CONFIRM_PAYMENT", "CANCEL_ORDER", "OPEN_EVENT",
      "CHANGE_EVENT"})
  void a_request_under_another_key_is_refused(WireName name) throws Exception {
    var sent = written(name);

    for (var key : new String[]{"another-event", "", null}) {
      assertThatThrownBy(
          () -> codec.readRequest(received(
              new ProducerRecord<>(sent.topic(), null, null, key, sent.value(), sent.headers()))))
          .isInstanceOf(UnreadableMessage.class)
          .hasMessageContaining("key");
    }
  }

  @Test
  void a_record_without_a_known_type_is_refused() {
    for (var type : new String[]{null, "", "place-order.v2", "PlaceOrder"}) {
      assertThatThrownBy(() -> codec.read(type, Samples.bytes(WireName.PLACE_ORDER)))
          .isInstanceOf(UnreadableMessage.class)
          .hasMessageContaining("ce_type");
    }
    assertThatThrownBy(
        () -> codec.readRequest(received(new ProducerRecord<>("t", null, null, "k", null,
            new RecordHeaders().add("ce_type", null)))))
        .isInstanceOf(UnreadableMessage.class);
  }

  private String id(WireName name) throws UnreadableMessage {
    return String.valueOf(MessageCodec.header(written(name).headers(), "ce_id"));
  }

  private ProducerRecord<String, byte[]> written(WireName name) throws UnreadableMessage {
    return switch (codec.read(name.wire(), Samples.bytes(name))) {
      case Request request -> codec.record(request, NOW, TRACE);
      case Result result -> codec.record(3, result, NOW, TRACE);
      case Tick tick -> codec.record(tick, NOW);
    };
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(sent.topic(), 3, 40, NOW.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME, 0, 0, sent.key(), sent.value(), sent.headers(),
        java.util.Optional.empty());
  }
}
