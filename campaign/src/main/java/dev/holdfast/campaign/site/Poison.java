package dev.holdfast.campaign.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Topics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sorts of records that nobody can decide. */
enum Poison {
  RANDOM_BYTES, TRUNCATED, NULL_BODY, MEGABYTE, WRONG_EVENT, NEGATIVE_QUANTITY, UNKNOWN_TYPE;

  private static final int MEGABYTE_BYTES = 1_000_000;

  /** A record of this sort, as if somebody wanted tickets of {@code eventId}. */
  ProducerRecord<String, byte[]> record(String eventId, UUID orderId, Random random) {
    var body = body(eventId, orderId, random);
    var record = new ProducerRecord<String, byte[]>(Topics.REQUESTS, eventId, body);
    record.headers()
        .add("ce_specversion", "1.0".getBytes(UTF_8))
        .add("ce_id", orderId.toString().getBytes(UTF_8))
        .add("ce_type", type().getBytes(UTF_8))
        .add("ce_source", "/holdfast/campaign".getBytes(UTF_8))
        .add(MessageCodec.ORDER_ID, orderId.toString().getBytes(UTF_8));
    return record;
  }

  /** Whether the worker owes the order an answer: it can tell that somebody wanted tickets. */
  boolean isAnswered() {
    return this != UNKNOWN_TYPE;
  }

  /** The name in words, as schedules have it. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Poison of(String words) {
    return Arrays.stream(values())
        .filter(poison -> poison.words().equals(words))
        .findFirst()
        .orElseThrow();
  }

  // A newer version of a type we know would halt its shard until a newer worker comes, as it
  // should: there is none that could heal it.
  private String type() {
    return this == UNKNOWN_TYPE ? "guess-my-order.v1" : "place-order.v1";
  }

  private byte @Nullable [] body(String eventId, UUID orderId, Random random) {
    return switch (this) {
      case RANDOM_BYTES -> bytes(random, 1 + random.nextInt(500));
      case TRUNCATED -> {
        var whole = order(eventId, orderId, 1);
        yield Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
      }
      case NULL_BODY -> null;
      case MEGABYTE -> bytes(random, MEGABYTE_BYTES);
      case WRONG_EVENT -> order(eventId + "-other", orderId, 1);
      case NEGATIVE_QUANTITY -> order(eventId, orderId, -1);
      case UNKNOWN_TYPE -> order(eventId, orderId, 1);
    };
  }

  private static byte[] order(String eventId, UUID orderId, int quantity) {
    return """
        {"orderId": "%s", "eventId": "%s", "accountId": "nobody", "quantity": %d, "bodyHash": "-"}
        """.formatted(orderId, eventId, quantity).strip().getBytes(UTF_8);
  }

  private static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
