package dev.holdfast.orders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far each shard's requests are decided, as this instance last heard. A hint, never a proof. */
@Component
public class Progress {

  private final Positions positions;
  private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();

  Progress(Positions positions) {
    this.positions = positions;
  }

  /** At most how many requests are decided before the one at {@code offset}, if that is known. */
  public @Nullable Long ahead(int shard, long offset) {
    var next = nextOffsets.get(shard);
    return next == null ? null : Math.max(0, offset - next);
  }

  /** Reads how far the views have come. */
  public void look() {
    positions.all().forEach((shard, position) -> heard(shard, position.nextOffset()));
  }

  public void heard(int shard, long nextOffset) {
    nextOffsets.merge(shard, nextOffset, Math::max);
  }
}
