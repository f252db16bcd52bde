package dev.holdfast.campaign.inside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * Makes a reader a newer one: it takes later versions of {@code place-order} for the one that
 * everybody knows, as far as it was told that it knows them.
 */
public final class NewerVersions implements ConsumerInterceptor<String, byte[]> {

  /** A consumer's setting: it knows every version. */
  public static final String ALL = "holdfast.campaign.knows.all.versions";

  private static final String TYPE = "ce_type";
  private static final String OLDEST = "place-order.v1";
  private static final Pattern LATER = Pattern.compile("place-order[.]v([2-9]|[1-9]\\d{1,8})");

  private boolean all;

  /** The type of a message that only a reader of that version can read. */
  public static String type(int version) {
    return "place-order.v" + version;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    all = settings.containsKey(ALL);
  }

  @Override
  public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
    for (var record : records) {
      translate(record.headers());
    }
    return records;
  }

  private void translate(Headers headers) {
    var type = headers.lastHeader(TYPE);
    if (type == null || type.value() == null) {
      return;
    }
    var later = LATER.matcher(new String(type.value(), UTF_8));
    if (later.matches() && (all || Integer.parseInt(later.group(1)) <= Orders.knownVersion())) {
      headers.remove(TYPE).add(TYPE, OLDEST.getBytes(UTF_8));
    }
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
