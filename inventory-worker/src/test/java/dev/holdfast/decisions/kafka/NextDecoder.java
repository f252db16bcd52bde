package dev.holdfast.decisions.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.decisions.model.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Primary;

/** Reads what the next version of the worker might: a second version of place-order. */
@Primary
public class NextDecoder extends RequestDecoder {

  /** The type it knows besides all others; its body is as before. */
  public static final String TYPE = "place-order.v2";

  @Override
  Incoming decode(ConsumerRecord<String, byte[]> record, int partitions) {
    var type = record.headers().lastHeader("ce_type");
    if (type != null && TYPE.equals(new String(type.value(), UTF_8))) {
      record.headers().remove("ce_type");
      record.headers().add("ce_type", "place-order.v1".getBytes(UTF_8));
    }
    return super.decode(record, partitions);
  }
}
