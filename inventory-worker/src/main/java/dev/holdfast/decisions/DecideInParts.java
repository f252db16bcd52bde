package dev.holdfast.decisions;

import dev.holdfast.decisions.model.Incoming;
import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.decisions.model.Incoming.Misread;
import dev.holdfast.decisions.model.Incoming.Placed;
import dev.holdfast.decisions.model.Incoming.Ticked;
import dev.holdfast.decisions.model.Incoming.Unreadable;
import dev.holdfast.decisions.model.RawRecord;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import dev.holdfast.messages.Request.PlaceOrder;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Decides a batch as a whole, or in smaller parts if it can't be decided as a whole.
 *
 * <p>A transaction per part, that of {@link Decider}. A batch that meets a bug of ours is cut until
 * one record fails alone; that goes to quarantine, and the others are decided. A batch that timed
 * out twice is cut in halves from try to try. A redelivered part is below the cursor.
 */
@Service
public class DecideInParts {

  private static final Logger log = LoggerFactory.getLogger(DecideInParts.class);

  private static final int TIME_OUTS_OF_THE_WHOLE = 2;
  private static final int MOST_BUGS = 3;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final Decider decider;
  private final InstantSource clock;
  /** By shard, how often the batch at hand has timed out. */
  private final Map<Integer, Integer> timeOuts = new ConcurrentHashMap<>();
  /** By shard, when the newest records were quarantined for a bug. */
  private final Map<Integer, List<Instant>> bugs = new ConcurrentHashMap<>();

  DecideInParts(Decider decider, InstantSource clock) {
    this.decider = decider;
    this.clock = clock;
  }

  /**
   * Decides, records and queues for publication what the cursor has not passed yet.
   *
   * <p>What is not a record's fault is thrown on, an exception or an error: the caller tries the
   * batch again.
   *
   * @param raw the record at an index of the batch, as it came
   * @return what was committed and is to be announced now
   * @throws CannotGoOn if too many records meet a bug
   */
  public List<Range> decide(RequestBatch batch, IntFunction<RawRecord> raw) {
    int shard = batch.shard();
    int end = batch.records().size();
    int usual = usualPart(shard, end);
    int part = usual;
    int from = 0;
    var committed = new ArrayList<Range>();
    while (from < end) {
      int until = Math.min(from + part, end);
      try {
        committed.addAll(decider.decide(batch.part(from, until)));
        from = until;
      } catch (RuntimeException | Error e) {
        if (!isOurBug(shard, e)) {
          throw e;
        }
        part = (until - from) / 2;
        if (part == 0) {
          committed.addAll(isolate(batch, from, raw, e));
          from = until;
          part = usual;
        }
      }
    }
    timeOuts.remove(shard);
    return committed;
  }

  /** All at once; after the second time-out a half, after the third a quarter, and so on. */
  private int usualPart(int shard, int all) {
    int halvings = timeOuts.getOrDefault(shard, 0) - TIME_OUTS_OF_THE_WHOLE + 1;
    return halvings <= 0 ? all : Math.max(1, all >> Math.min(halvings, Integer.SIZE - 1));
  }

  private boolean isOurBug(int shard, Throwable thrown) {
    var blame = Blame.of(thrown);
    if (blame == Blame.TIME_OUT) {
      timeOuts.merge(shard, 1, Integer::sum);
    }
    return blame == Blame.RECORD;
  }

  private List<Range> isolate(
      RequestBatch batch,
      int index,
      IntFunction<RawRecord> raw,
      Throwable bug) {
    int shard = batch.shard();
    var record = batch.records().get(index);
    var earlier = bugs.getOrDefault(shard, List.of())
        .stream()
        .filter(clock.instant().minus(WITHIN)::isBefore)
        .toList();
    if (earlier.size() >= MOST_BUGS) {
      throw new CannotGoOn(shard, record.offset(), bug,
          MOST_BUGS + " before it within a minute are");
    }
    var ranges = quarantine(batch, index, raw, bug);
    bugs.put(shard, Stream.concat(earlier.stream(), Stream.of(clock.instant())).toList());
    Metrics.counter("holdfast.quarantined.bugs").increment();
    log.atError()
        .setCause(bug)
        .addKeyValue("shard", shard)
        .addKeyValue("offset", record.offset())
        .log("Quarantined: a bug keeps this request from being decided");
    return ranges;
  }

  private List<Range> quarantine(
      RequestBatch batch,
      int index,
      IntFunction<RawRecord> raw,
      Throwable bug) {
    var record = batch.records().get(index);
    try {
      return decider.decide(new RequestBatch(batch.topic(), batch.shard(),
          List.of(asUnreadable(record, raw.apply(index), bug))));
    } catch (RuntimeException | Error e) {
      if (!isOurBug(batch.shard(), e)) {
        throw e;
      }
      // The JVM throws the same exception again where one is thrown often.
      if (!e.equals(bug)) {
        bug.addSuppressed(e);
      }
      throw new CannotGoOn(batch.shard(), record.offset(), bug,
          "neither can it be quarantined (%s); earlier ones are".formatted(e));
    }
  }

  private static Unreadable asUnreadable(Incoming record, RawRecord raw, Throwable bug) {
    return new Unreadable(record.offset(), record.leaderEpoch(), record.appendedAt(), raw,
        "a bug of ours: " + bug, placed(record));
  }

  private static @Nullable Placed placed(Incoming record) {
    return switch (record) {
      case Decidable(PlaceOrder place, _, _) -> new Placed(place.eventId(), place.orderId());
      case Decidable _,Ticked _ -> null;
      case Unreadable unreadable -> unreadable.placed();
      case Misread misread -> misread.placed();
    };
  }

  /** A bug of ours meets so many records that a person must look before more are quarantined. */
  public static final class CannotGoOn extends IllegalStateException {

    CannotGoOn(int shard, long offset, Throwable bug, String others) {
      super("""
          offset %d can't be decided for a bug of ours (%s), and %s in quarantine: look at them \
          (SELECT record_offset, why FROM inventory.quarantine WHERE shard = %d AND status = 'OPEN') \
          and start a version of inventory-worker that can decide them""".formatted(offset, bug,
          others, shard), bug);
    }
  }
}
