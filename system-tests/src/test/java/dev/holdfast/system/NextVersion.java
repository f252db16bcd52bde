package dev.holdfast.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes each message with a field more, as the next version of a process might. */
public final class NextVersion implements ProducerInterceptor<String, byte[]> {

  private static final String FIELD = "{\"addedLater\":{\"seat\":7},";

  /** Whether a process of the next version wrote it. */
  static boolean wrote(byte[] message) {
    return new String(message, UTF_8).startsWith(FIELD);
  }

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
    var body = FIELD + new String(record.value(), UTF_8).substring(1);
    return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(),
        record.key(), body.getBytes(UTF_8), record.headers());
  }

  @Override
  public void onAcknowledgement(
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> settings) {}
}
