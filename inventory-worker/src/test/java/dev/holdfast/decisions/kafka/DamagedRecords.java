package dev.holdfast.decisions.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.decisions.Ask;
import dev.holdfast.inventory.SaleTerms;
import dev.holdfast.messages.MessageCodec;
import dev.holdfast.messages.Request;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Requests that were right once, and rubbish that never was. */
final class DamagedRecords {

  private static final List<String> NASTY = List.of("", "\0", "null", "-1", "0", "1e999", "[", "{",
      "\"", "\\u0000", "\\ud800", "ä", "💥", "\uFFFF", "99999999999999999999", "a".repeat(5_000),
      "place-order.v1", "confirm-payment.v1", "order-held.v1", "night", "NIGHT", "--");

  // What is damaged may claim to be from us, or from nobody we know.
  private static final List<MessageCodec> CODECS =
      List.of(new MessageCodec("/test"), new MessageCodec("/holdfast/order-api"));

  private final Random chance;
  private final List<PlaceOrder> placed = new ArrayList<>();

  DamagedRecords(long seed) {
    chance = new Random(seed);
    placed.add(Ask.place("account-0", 1));
  }

  /** A record of partition 0 with something wrong with it, or now and then nothing. */
  ConsumerRecord<String, byte[]> next(long offset) {
    var sent = CODECS.get(chance.nextInt(CODECS.size())).record(request(), Instant.now(), null);
    var body = sent.value();
    var key = sent.key();
    var headers = sent.headers();
    switch (chance.nextInt(6)) {
      case 0 -> body = chance.nextInt(10) == 0 ? null : damaged(body);
      case 1 -> body = spliced(body);
      case 2 -> damage(headers);
      case 3 -> key = chance.nextInt(10) == 0 ? null : spliced(key);
      case 4 -> {
        body = damaged(body);
        damage(headers);
      }
      default -> {
        // As it was.
      }
    }
    return record(offset, key, headers, body);
  }

  /** A record with nothing wrong with it. */
  static ConsumerRecord<String, byte[]> whole(Request request, long offset) {
    var sent = new MessageCodec("/test").record(request, Instant.now(), null);
    return record(offset, sent.key(), sent.headers(), sent.value());
  }

  private static ConsumerRecord<String, byte[]> record(
      long offset,
      @Nullable String key,
      Headers headers,
      byte @Nullable [] body) {
    return new ConsumerRecord<>(Topics.REQUESTS, 0, offset, System.currentTimeMillis(),
        TimestampType.LOG_APPEND_TIME, 0, 0, key, body, headers, Optional.of(0));
  }

  private Request request() {
    var known = placed.get(chance.nextInt(placed.size()));
    return switch (chance.nextInt(6)) {
      case 0 -> Ask.open(SaleTerms.of(10 + chance.nextInt(100)));
      case 1 -> Ask.change(SaleTerms.of(10 + chance.nextInt(100)));
      case 2 -> Ask.pay(known);
      case 3 -> Ask.cancel(known);
      default -> {
        var place = Ask.place("account-" + chance.nextInt(20), 1 + chance.nextInt(4));
        placed.add(place);
        yield place;
      }
    };
  }

  private void damage(Headers headers) {
    var all = headers.toArray();
    var header = all[chance.nextInt(all.length)];
    headers.remove(header.key());
    switch (chance.nextInt(4)) {
      case 0 -> headers.add(new RecordHeader(header.key(), damaged(header.value())));
      case 1 -> headers.add(new RecordHeader(header.key(), (byte[]) null));
      case 2 -> headers.add(new RecordHeader(spliced(header.key()), spliced(header.value())));
      default -> {
        // It is gone.
      }
    }
  }

  /** Some bytes are others, or all of them are, or the end is missing. */
  private byte[] damaged(byte[] bytes) {
    var damaged = switch (chance.nextInt(8)) {
      case 0 -> new byte[chance.nextInt(300)];
      case 1 -> Arrays.copyOf(bytes, chance.nextInt(bytes.length + 1));
      default -> bytes.clone();
    };
    if (damaged.length > 0 && bytes.length > 0) {
      for (int flips = chance.nextInt(1, 4); flips > 0; flips--) {
        damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt(256);
      }
    }
    return damaged;
  }

  private byte[] spliced(byte[] bytes) {
    // Bytes as characters and back: nothing else changes.
    return spliced(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  private String spliced(String text) {
    var nasty = new String(NASTY.get(chance.nextInt(NASTY.size())).getBytes(UTF_8), ISO_8859_1);
    int from = chance.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + chance.nextInt(4));
    return text.substring(0, from) + nasty + text.substring(to);
  }
}
