package dev.holdfast.decisions.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Misread;
import dev.holdfast.decisions.model.Incoming.Placed;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.EventId;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Tick;
import dev.holdfast.messages.UnreadableMessage;
import dev.holdfast.messages.WireName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns records into requests; what can't be one is described, never thrown away. */
@Component
class RequestDecoder {

  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final Pattern OURS =
      Pattern.compile(
          "(place-order|confirm-payment|cancel-order|open-event|change-event|tick)[.]v\\d+");

  // What the processes of any version write as ce_source.
  private static final Set<String> OUR_SOURCES =
      Set.of("/holdfast/order-api", "/holdfast/inventory-worker");
  private static final Pattern ANY = Pattern.compile("[a-z]+(-[a-z]+)*[.]v\\d+");

  private final MessageCodec codec = new MessageCodec("/holdfast/inventory-worker");

  /**
   * Decodes a record of a topic with {@code partitions} partitions.
   *
   * <p>A bug that it meets here would keep all that was polled with it: it is kept for the moment
   * when the record is decided alone.
   */
  Incoming decode(ConsumerRecord<String, byte[]> record, int partitions) {
    try {
      return read(record, partitions);
    } catch (NewerMessage e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return new Misread(record.offset(), epoch(record), appendedAt(record), e,
          placedIfItTells(record, partitions));
    }
  }

  Incoming read(ConsumerRecord<String, byte[]> record, int partitions) {
    try {
      return WireName.TICK.wire().equals(type(record))
          ? tick(record)
          : request(record, partitions);
    } catch (UnreadableMessage e) {
      refuseNewer(record);
      var raw = raw(record);
      return new Unreadable(record.offset(), epoch(record), appendedAt(record), raw,
          String.valueOf(e.getMessage()), placed(record, partitions));
    }
  }

  private Decidable request(ConsumerRecord<String, byte[]> record, int partitions)
      throws UnreadableMessage {
    var request = codec.readRequest(record);
    int home = partitionOf(request.eventId(), partitions);
    if (home != record.partition()) {
      throw new UnreadableMessage("event %s belongs to partition %d, not %d"
          .formatted(request.eventId(), home, record.partition()));
    }
    return new Decidable(request, position(record, request), epoch(record));
  }

  private Ticked tick(ConsumerRecord<String, byte[]> record) throws UnreadableMessage {
    if (!(codec.read(type(record), record.value()) instanceof Tick(var shard))
        || shard != record.partition()) {
      throw new UnreadableMessage("a tick of another partition than " + record.partition());
    }
    return new Ticked(record.offset(), epoch(record), appendedAt(record));
  }

  private static @Nullable String type(ConsumerRecord<String, byte[]> record) {
    return MessageCodec.header(record.headers(), "ce_type");
  }

  /** A type of ours that this build does not know is no poison: a newer worker can read it. */
  private static void refuseNewer(ConsumerRecord<String, byte[]> record) {
    var type = type(record);
    if (type != null && WireName.named(type).isEmpty()
        && (isFromUs(record) ? ANY : OURS).matcher(type).matches()) {
      throw new NewerMessage("offset %d is a %s, which this version can't read: start the newer "
          .formatted(record.offset(), type) + "inventory-worker");
    }
  }

  private static boolean isFromUs(ConsumerRecord<String, byte[]> record) {
    var source = MessageCodec.header(record.headers(), "ce_source");
    return source != null && OUR_SOURCES.contains(source);
  }

  /** As Kafka's producers choose by key: every request of an event is in one partition. */
  static int partitionOf(String eventId, int partitions) {
    return Utils.toPositive(Utils.murmur2(eventId.getBytes(UTF_8))) % partitions;
  }

  private static RequestPosition position(
      ConsumerRecord<String, byte[]> record,
      Request request) {
    var trace = MessageCodec.header(record.headers(), MessageCodec.TRACEPARENT);
    return new RequestPosition(request.requestId(), record.offset(), appendedAt(record),
        trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null);
  }

  /** Key and headers may still say whose order this was to be, so that its buyer gets an answer. */
  private static @Nullable Placed placed(ConsumerRecord<String, byte[]> record, int partitions) {
    var type = type(record);
    var orderId = MessageCodec.header(record.headers(), MessageCodec.ORDER_ID);
    var eventId = record.key();
    if (!WireName.PLACE_ORDER.wire().equals(type) || orderId == null
        || !EventId.isOne(eventId)
        || partitionOf(eventId, partitions) != record.partition()) {
      return null;
    }
    try {
      return new Placed(eventId, UUID.fromString(orderId));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Placed placedIfItTells(
      ConsumerRecord<String, byte[]> record,
      int partitions) {
    try {
      return placed(record, partitions);
    } catch (RuntimeException | Error e) {
      // The same bug, perhaps: then the order gets no answer, and the record is kept all the same.
      return null;
    }
  }

  /** The record as it came. */
  static RawRecord raw(ConsumerRecord<String, byte[]> record) {
    var headers = new LinkedHashMap<String, String>();
    record.headers()
        .forEach(header -> headers.put(header.key(),
            header.value() == null ? "" : new String(header.value(), UTF_8)));
    var key = record.key();
    return new RawRecord(key == null ? null : key.getBytes(UTF_8), headers, record.value());
  }

  private static Instant appendedAt(ConsumerRecord<String, byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private static int epoch(ConsumerRecord<String, byte[]> record) {
    return record.leaderEpoch().orElse(-1);
  }

  /** A message of a type this build does not know. */
  static final class NewerMessage extends IllegalStateException {

    NewerMessage(String message) {
      super(message);
    }
  }
}
