package dev.holdfast.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as the auditor reads it: with code of its own, not with that of the workers.
 *
 * @param type absent if the record can't be read, and then nothing else is known of it
 * @param said what was asked for, as {@link RequestScan} finds it in the tables
 */
record RequestRecord(
    long offset, @Nullable String type, @Nullable String eventId, @Nullable UUID requestId,
    @Nullable UUID orderId, @Nullable String paymentId, @Nullable String said) {

  private static final String TICK = "tick.v1";

  private static final String PLACE = "place-order.v1";
  private static final Pattern OTHER_VERSION = Pattern.compile(
      "(place-order|confirm-payment|cancel-order|open-event|change-event|tick)[.]v(?!1$)\\d+");

  private static final Pattern ANY = Pattern.compile("[a-z]+(-[a-z]+)*[.]v\\d+");
  private static final Set<String> KNOWN = Set.of(PLACE, "confirm-payment.v1", "cancel-order.v1",
      "open-event.v1", "change-event.v1", TICK);
  // They don't belong on this topic, in any version.
  private static final Set<String> RESULTS = Set.of("order-held.v1", "order-rejected.v1",
      "order-confirmed.v1", "order-expired.v1", "order-cancelled.v1", "refund-due.v1",
      "move-refused.v1", "event-opened.v1", "event-changed.v1", "change-refused.v1",
      "progress.v1");
  private static final Set<String> OUR_SOURCES =
      Set.of("/holdfast/order-api", "/holdfast/inventory-worker");

  private static final JsonMapper JSON = new JsonMapper();

  static RequestRecord of(ConsumerRecord<String, byte[]> record) {
    try {
      var type = type(record);
      if (TICK.equals(type)) {
        return new RequestRecord(record.offset(), type, null, null, null, null, null);
      }
      if (type != null && isOfOtherVersion(record, type)) {
        return ofOtherVersion(record, type);
      }
      var body = JSON.readTree(record.value() == null ? new byte[0] : record.value());
      var eventId = text(body, "eventId");
      if (eventId != null && eventId.equals(record.key())) {
        return of(record.offset(), type, eventId, body);
      }
      return unreadable(record);
    } catch (JacksonException | IllegalArgumentException e) {
      return unreadable(record);
    }
  }

  private static RequestRecord of(
      long offset,
      @Nullable String type,
      String eventId,
      JsonNode body) {
    var orderId = uuid(body, "orderId");
    var requestId = PLACE.equals(type) ? orderId : uuid(body, "requestId");
    var said = switch (type) {
      case PLACE -> said(body, "accountId", "quantity", "bodyHash");
      case "confirm-payment.v1" -> said(body, "orderId", "amountMinor", "currency");
      case "cancel-order.v1" -> said(body, "orderId");
      case null, default -> null;
    };
    return new RequestRecord(offset, requestId == null ? null : type, eventId, requestId, orderId,
        text(body, "paymentId"), said);
  }

  // A type that none of our processes wrote is nobody's version: it belongs in quarantine.
  private static boolean isOfOtherVersion(ConsumerRecord<String, byte[]> record, String type) {
    var source = header(record, "ce_source");
    boolean fromUs = source != null && OUR_SOURCES.contains(source);
    return OTHER_VERSION.matcher(type).matches()
        || (fromUs && ANY.matcher(type).matches() && !KNOWN.contains(type)
            && !RESULTS.contains(type));
  }

  // Headers are the same in every version.
  private static RequestRecord ofOtherVersion(ConsumerRecord<String, byte[]> record, String type) {
    var orderId = header(record, "order-id");
    return new RequestRecord(record.offset(), type, storable(String.valueOf(record.key())), null,
        orderId == null ? null : UUID.fromString(orderId), null, null);
  }

  /** Whether it is one of ours, in a version that this auditor does not know. */
  boolean ofOtherVersion() {
    return type != null && requestId == null && !isTick();
  }

  /** Whether it asks for tickets. */
  boolean places() {
    return type != null && type.startsWith("place-order.");
  }

  private static RequestRecord unreadable(ConsumerRecord<String, byte[]> record) {
    return new RequestRecord(record.offset(), null, null, null, null, null, null);
  }

  /** Whether nothing is asked for: the log tells the time by such a record. */
  boolean isTick() {
    return TICK.equals(type);
  }

  static @Nullable String type(ConsumerRecord<String, byte[]> record) {
    return header(record, "ce_type");
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : storable(new String(header.value(), UTF_8));
  }

  private static String said(JsonNode body, String... fields) {
    return Stream.of(fields)
        .map(field -> String.valueOf(text(body, field)))
        .collect(Collectors.joining(" "));
  }

  private static @Nullable UUID uuid(JsonNode body, String field) {
    var text = text(body, field);
    return text == null ? null : UUID.fromString(text);
  }

  private static @Nullable String text(JsonNode body, String field) {
    var value = body.get(field);
    return value == null || !value.isValueNode() || value.isNull()
        ? null
        : storable(value.asString());
  }

  /** PostgreSQL takes no NUL, not even in a question. */
  static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
