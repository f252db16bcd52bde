package dev.holdfast.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Messages as Kafka records: CloudEvents attributes in binary mode as headers, body JSON.
 *
 * <p>Unknown fields are ignored, so that producers may add optional ones; everything else that is
 * not as {@code messages} says is {@link UnreadableMessage}.
 */
public final class MessageCodec {

  public static final String ORDER_ID = "order-id";
  public static final String TRACEPARENT = "traceparent";

  private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
  private static final byte[] JSON = "application/json".getBytes(UTF_8);

  private static final IsoInstantTexts TIMES = new IsoInstantTexts();

  private final JsonMapper json = mapper();
  private final byte[] source;

  /** A codec whose messages say that they come from {@code source}, a URI reference. */
  public MessageCodec(String source) {
    this.source = source.getBytes(UTF_8);
  }

  /** The record of a request; Kafka chooses its partition by the event id. */
  public ProducerRecord<String, byte[]> record(
      Request request,
      Instant now,
      @Nullable String traceparent) {
    var record = new ProducerRecord<>(Topics.REQUESTS, request.eventId(), write(request));
    describe(record.headers(), request, request.requestId().toString(), now, traceparent);
    var orderId = switch (request) {
      case Request.PlaceOrder place -> place.orderId();
      case Request.ConfirmPayment payment -> payment.orderId();
      case Request.CancelOrder cancel -> cancel.orderId();
      case Request.OpenEvent _,Request.ChangeEvent _ -> null;
    };
    addOrderId(record.headers(), orderId);
    return record;
  }

  /** The record of a result, on the partition {@code shard}. */
  public ProducerRecord<String, byte[]> record(
      int shard,
      Result result,
      Instant now,
      @Nullable String traceparent) {
    var record = new ProducerRecord<String, byte[]>(
        Topics.RESULTS, shard, result.eventId(), write(result));
    describe(record.headers(), result, id(result), now, traceparent);
    var order = result instanceof Result.OfOrder about ? about.order() : null;
    addOrderId(record.headers(), order == null ? null : order.orderId());
    return record;
  }

  /** The record of a tick, on the partition it speaks of. */
  public ProducerRecord<String, byte[]> record(Tick tick, Instant now) {
    var record = new ProducerRecord<String, byte[]>(Topics.REQUESTS, tick.shard(), null,
        write(tick));
    describe(record.headers(), tick, "tick:" + tick.shard() + ":" + now, now, null);
    return record;
  }

  /** The body of a message. */
  public byte[] write(Message message) {
    return json.writeValueAsBytes(message);
  }

  /** The request of a record whose key is the event id. */
  public Request readRequest(ConsumerRecord<String, byte[]> record) throws UnreadableMessage {
    if (!(read(record) instanceof Request request)) {
      throw new UnreadableMessage("not a request: " + header(record.headers(), "ce_type"));
    }
    if (!request.eventId().equals(record.key())) {
      throw new UnreadableMessage("the key is not the event id: " + record.key());
    }
    return request;
  }

  /** The result of a record. */
  public Result readResult(ConsumerRecord<String, byte[]> record) throws UnreadableMessage {
    if (!(read(record) instanceof Result result)) {
      throw new UnreadableMessage("not a result: " + header(record.headers(), "ce_type"));
    }
    return result;
  }

  /** The message a body of the type {@code ce_type} says. */
  public Message read(@Nullable String type, byte @Nullable [] body) throws UnreadableMessage {
    var name = WireName.named(type)
        .orElseThrow(() -> new UnreadableMessage("unknown ce_type: " + type));
    if (body == null) {
      throw new UnreadableMessage("the body is missing");
    }
    try {
      Message message = json.readValue(body, name.type());
      if (message == null) {
        throw new UnreadableMessage("the body is null");
      }
      return message;
    } catch (JacksonException e) {
      throw new UnreadableMessage(why(e), e);
    }
  }

  /** The value of a header, if it is there. */
  public static @Nullable String header(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** JSON as the topics speak it. */
  static JsonMapper mapper() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, MessageCodec::onlyText)
        .withCoercionConfig(LogicalType.OtherScalar, MessageCodec::onlyText)
        .addModule(new SimpleModule()
            .addDeserializer(Instant.class, new IsoInstants())
            .addSerializer(TIMES))
        .changeDefaultPropertyInclusion(
            include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
        .build();
  }

  private Message read(ConsumerRecord<String, byte[]> record) throws UnreadableMessage {
    return read(header(record.headers(), "ce_type"), record.value());
  }

  private void describe(
      Headers headers,
      Message message,
      String id,
      Instant now,
      @Nullable String traceparent) {
    headers.add("ce_specversion", SPEC_VERSION)
        .add("ce_id", id.getBytes(UTF_8))
        .add("ce_type", WireName.of(message).wire().getBytes(UTF_8))
        .add("ce_source", source)
        .add("ce_time", TIMES.of(now).getBytes(UTF_8))
        .add("content-type", JSON);
    if (traceparent != null) {
      headers.add(TRACEPARENT, traceparent.getBytes(UTF_8));
    }
  }

  private static void onlyText(MutableCoercionConfig config) {
    // An empty UUID must not pass as an absent one. Empty text is text: Valid judges it.
    config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** Where in the body, and what is wrong there. */
  private static String why(JacksonException e) {
    var fields = e.getPath()
        .stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(Objects::nonNull)
        .collect(joining("."));
    var cause = e.getCause();
    var problem = cause instanceof IllegalArgumentException
        ? String.valueOf(cause.getMessage())
        : e.getOriginalMessage();
    return fields.isEmpty() ? problem : fields + ": " + problem;
  }

  private static void addOrderId(Headers headers, @Nullable UUID orderId) {
    if (orderId != null) {
      headers.add(ORDER_ID, orderId.toString().getBytes(UTF_8));
    }
  }

  private static String id(Result result) {
    return switch (result) {
      case Result.Announced announced -> announced.eventId() + ":"
          + announced.entry().incarnation() + ":" + announced.entry().seq();
      case Result.Progress progress -> "progress:" + progress.shard() + ":"
          + progress.nextOffset();
    };
  }
}
