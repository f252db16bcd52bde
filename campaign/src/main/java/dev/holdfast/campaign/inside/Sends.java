package dev.holdfast.campaign.inside;

import dev.holdfast.messages.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The points right before a record is sent, and when it is in the log but nobody knows yet. */
public final class Sends implements ProducerInterceptor<String, byte[]> {

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
    Orders.reach(role(record.topic()) + "-before-send");
    return record;
  }

  @Override
  public void onAcknowledgement(
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (metadata != null && failure == null) {
      Orders.reach(role(metadata.topic()) + "-after-send");
    }
  }

  private static String role(String topic) {
    return topic.equals(Topics.REQUESTS) ? "api" : "publisher";
  }

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> settings) {}
}
