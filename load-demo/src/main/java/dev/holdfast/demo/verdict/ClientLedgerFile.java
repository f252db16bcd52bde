package dev.holdfast.demo.verdict;

import dev.holdfast.demo.crowd.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What all buyers were told, as JSON lines: when it was written, then one per idempotency key. */
public final class ClientLedgerFile {

  private static final JsonMapper JSON = new JsonMapper();

  private ClientLedgerFile() {}

  private record Written(String writtenAt) {}

  private record Line(
      String eventId, String accountId, String key, String acceptance, @Nullable UUID orderId,
      String status, int incarnation, int version, List<String> broken) {}

  /** Writes the attempts of buyers that had gone home by {@code now}, by the event they wanted. */
  public static void write(Map<String, List<Attempt>> attempts, Instant now, Path file) {
    try (var writer = Files.newBufferedWriter(file)) {
      writer.write(JSON.writeValueAsString(new Written(now.toString())));
      writer.newLine();
      for (var event : attempts.entrySet()) {
        for (var attempt : event.getValue()) {
          writer.write(JSON.writeValueAsString(line(event.getKey(), attempt)));
          writer.newLine();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  private static Line line(String eventId, Attempt attempt) {
    var seen = attempt.seen();
    return new Line(eventId, attempt.accountId(), attempt.key(), attempt.acceptance().name(),
        attempt.orderId(), seen.status(), seen.incarnation(), seen.version(), attempt.broken());
  }
}
