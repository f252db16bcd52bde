package dev.holdfast.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes times as ISO-8601 text. The messages of a batch say few times, each of them again and
 * again: the last texts are kept, for to make them was a third of writing a message.
 */
final class IsoInstantTexts extends StdSerializer<Instant> {

  private static final int KEPT_BITS = 4;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  // Threads may overwrite each other's: a text is made again then.
  private final @Nullable Written[] last = new Written[1 << KEPT_BITS];

  private record Written(Instant time, String text) {}

  IsoInstantTexts() {
    super(Instant.class);
  }

  String of(Instant time) {
    int place = (time.hashCode() * GOLDEN_RATIO) >>> (Integer.SIZE - KEPT_BITS);
    var written = last[place];
    if (written == null || !written.time.equals(time)) {
      written = new Written(time, time.toString());
      last[place] = written;
    }
    return written.text;
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
    json.writeString(of(time));
  }
}
