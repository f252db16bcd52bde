package dev.holdfast.decisions;

import static dev.holdfast.inventory.InventoryDatabase.TOPIC;

import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Placed;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.model.RequestPosition;
import dev.holdfast.messages.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shard 0 of the requests topic as a broker would keep it: numbered, with the time of arrival. */
final class RequestLog {

  static final int SHARD = 0;
  static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final List<Incoming> records = new ArrayList<>();

  /** Returns the offset. */
  long append(Request request) {
    return append(request, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  long append(Request request, Instant appendedAt) {
    records.add(new Decidable(request,
        new RequestPosition(request.requestId(), end(), appendedAt, TRACE), 0));
    return end() - 1;
  }

  long appendUnreadable(@Nullable Placed placed) {
    var raw = new RawRecord("night".getBytes(StandardCharsets.UTF_8),
        Map.of("ce_type", "what\0ever, or \\u0000"), new byte[]{0, 1, 2});
    records.add(new Unreadable(end(), 0, Instant.now().truncatedTo(ChronoUnit.MILLIS), raw,
        "no\0body can read this", placed));
    return end() - 1;
  }

  long appendTick() {
    records.add(new Ticked(end(), 0, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    return end() - 1;
  }

  /** Offset of the next record. */
  long end() {
    return records.size();
  }

  RequestBatch all() {
    return from(0);
  }

  RequestBatch from(long first) {
    return between(first, end());
  }

  /** Records from {@code first} until before {@code end}. */
  RequestBatch between(long first, long end) {
    return new RequestBatch(TOPIC, SHARD,
        List.copyOf(records.subList((int) first, (int) Math.min(end, end()))));
  }
}
