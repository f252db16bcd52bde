package dev.holdfast.orders;

import dev.holdfast.orders.model.Backlog;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far each shard's requests are decided, as this instance last heard. A hint, never a proof. */
@Component
public class Progress {

  private final Positions positions;
  private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
  private final Map<Integer, Backlog> backlogs = new ConcurrentHashMap<>();

  Progress(Positions positions) {
    this.positions = positions;
  }

  /** At most how many requests are decided before the one at {@code offset}, if that is known. */
  public @Nullable Long ahead(int shard, long offset) {
    var next = nextOffsets.get(shard);
    return next == null ? null : Math.max(0, offset - next);
  }

  /** How long a request sent to the shard now would wait for its decision. */
  Duration waitOf(int shard) {
    var backlog = backlogs.get(shard);
    return backlog == null ? Duration.ZERO : backlog.waitFrom(System.nanoTime());
  }

  /** The longest of all shards. */
  Duration longestWait() {
    return backlogs.keySet()
        .stream()
        .map(this::waitOf)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Reads how far the views have come. */
  public void look() {
    positions.all().forEach((shard, position) -> heard(shard, position.nextOffset()));
  }

  public void heard(int shard, long nextOffset) {
    nextOffsets.merge(shard, nextOffset, Math::max);
    backlog(shard).decided(nextOffset, System.nanoTime());
  }

  /** The log has a request at this offset. */
  public void accepted(int shard, long offset) {
    backlog(shard).accepted(offset, System.nanoTime());
  }

  private Backlog backlog(int shard) {
    return backlogs.computeIfAbsent(shard, _ -> new Backlog());
  }
}
