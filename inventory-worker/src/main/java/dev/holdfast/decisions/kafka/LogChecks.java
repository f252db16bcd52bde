package dev.holdfast.decisions.kafka;

import dev.holdfast.decisions.Cursors;
import dev.holdfast.decisions.ShardStates;
import dev.holdfast.decisions.ShardStates.Work;
import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.decisions.model.Mismatch;
import dev.holdfast.decisions.model.Mismatch.Kind;
import dev.holdfast.decisions.model.Mismatch.Log;
import dev.holdfast.messages.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares the log of each owned shard with its cursor: before it is polled, every few seconds, and
 * when there is a reason to doubt.
 *
 * <p>A shard in doubt is not polled until a look has found nothing wrong. Two looks a second apart
 * that find the same halt it. A look that fails, because Kafka or the database is away, says nothing.
 */
@Component
class LogChecks {

  /** What an operator does about a log that lost requests which had been decided. */
  static final String CUT = """
      the log lost requests that had been decided, and took others in their place. Stop order-api \
      and restore the log from a replica""" + Mismatch.MORE;

  /** What an operator does about records that are missing inside the log. */
  static final String HOLE =
      "records are missing inside the log. Stop order-api and restore it from a replica"
          + Mismatch.MORE;

  /** Of so many looks one is at all shards, the others at those in doubt. */
  private static final int ALL_OF = 3;

  private final TopicLogs logs;
  private final Cursors cursors;
  private final OwnedShards owned;
  private final ShardStates states;
  private final Set<Integer> doubtful = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Kind> suspected = new ConcurrentHashMap<>();
  /** By shard, where this worker's newest commit ends. */
  private final Map<Integer, Long> decided = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> incarnations = new ConcurrentHashMap<>();
  private int looks;

  LogChecks(TopicLogs logs, Cursors cursors, OwnedShards owned, ShardStates states) {
    this.logs = logs;
    this.cursors = cursors;
    this.owned = owned;
    this.states = states;
  }

  /** Whether nothing may be decided of the shard now; then it is not polled any more. */
  boolean refuses(int shard) {
    // A look must not clear it between question and pause: nobody would let it go on.
    synchronized (doubtful) {
      if (doubtful.contains(shard) || states.halted(shard)) {
        owned.pause(shard);
        return true;
      }
      return false;
    }
  }

  /** Not polled any more until a look has found nothing wrong. */
  void doubt(int shard) {
    synchronized (doubtful) {
      doubtful.add(shard);
      owned.pause(shard);
    }
  }

  /** The shard is decided from this cursor on. */
  void start(Cursor cursor) {
    incarnations.put(cursor.shard(), cursor.incarnation());
    decided.merge(cursor.shard(), cursor.nextOffset(), Math::max);
  }

  /**
   * This worker has committed that everything below {@code nextOffset} is decided.
   *
   * @return what Kafka is told of it: also in which incarnation of the database it is true
   */
  OffsetAndMetadata decided(int shard, long nextOffset) {
    decided.merge(shard, nextOffset, Math::max);
    return new OffsetAndMetadata(nextOffset, String.valueOf(incarnations.get(shard)));
  }

  /** Looks at shards that are not polled yet. */
  void assigned(Collection<Integer> shards) {
    doubtful.addAll(shards);
    compareAll(shards).forEach((shard, mismatch) -> {
      if (mismatch.isEmpty()) {
        trust(shard);
      }
    });
    shards.forEach(this::refuses);
  }

  void revoked(int shard) {
    doubtful.remove(shard);
    suspected.remove(shard);
    decided.remove(shard);
  }

  @Scheduled(fixedDelay = 1_000)
  void look() {
    boolean all = ++looks % ALL_OF == 0;
    var shards = new TreeSet<>(all ? owned.all() : doubtful);
    shards.removeIf(states::halted);
    if (all || !shards.isEmpty()) {
      compareAll(shards).forEach((shard, mismatch) -> mismatch
          .ifPresentOrElse(found -> suspect(shard, found), () -> trust(shard)));
    }
  }

  private void suspect(int shard, Mismatch found) {
    if (suspected.put(shard, found.kind()) == found.kind()) {
      states.halt(shard, found.why());
      states.fine(Work.CHECKING, shard);
    }
    doubt(shard);
  }

  private void trust(int shard) {
    suspected.remove(shard);
    states.fine(Work.CHECKING, shard);
    synchronized (doubtful) {
      if (doubtful.remove(shard)) {
        owned.goOn(shard);
      }
    }
  }

  /** By shard, what is wrong with it, if anything is; nothing of shards that could not be seen. */
  private synchronized Map<Integer, Optional<Mismatch>> compareAll(Collection<Integer> shards) {
    Exception failure = new IllegalStateException("Kafka does not say how far the log reaches");
    var found = new HashMap<Integer, Optional<Mismatch>>();
    try {
      found.putAll(compare(shards));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    } catch (ExecutionException | RuntimeException e) {
      failure = e;
    }
    for (int shard : shards) {
      if (!found.containsKey(shard) && doubtful.contains(shard)) {
        states.trouble(Work.CHECKING, shard, failure);
      }
    }
    return found;
  }

  private Map<Integer, Optional<Mismatch>> compare(Collection<Integer> shards)
      throws ExecutionException, InterruptedException {
    if (owned.partitions() == 0) {
      return Map.of();
    }
    var topic = logs.topic();
    var wrong = Mismatch.of(Topics.REQUESTS, topic.orElse(null), cursors.all(Topics.REQUESTS),
        owned.partitions());
    if (wrong.isPresent()) {
      return allShards(shards).stream().collect(Collectors.toMap(shard -> shard, _ -> wrong));
    }
    // Other workers decide meanwhile. What can only be behind a cursor is read before it, what can
    // only be ahead of it afterwards.
    var starts = logs.offsets(shards, OffsetSpec.earliest());
    var committed = logs.committed();
    var own = Map.copyOf(decided);
    var known = cursors.all(Topics.REQUESTS);
    var ends = logs.offsets(starts.keySet(), OffsetSpec.latest());
    var found = new HashMap<Integer, Optional<Mismatch>>();
    shards.forEach(
        shard -> found.put(shard, Optional.of(Mismatch.noCursor(Topics.REQUESTS, shard))));
    for (var cursor : known) {
      found.remove(cursor.shard());
      var start = starts.get(cursor.shard());
      var end = ends.get(cursor.shard());
      // A leader of old that is cut off knows less than was read from those after it.
      if (start != null && end != null
          && end.leaderEpoch().orElse(cursor.leaderEpoch()) >= cursor.leaderEpoch()) {
        found.put(cursor.shard(), compare(cursor, new Log(start.offset(), end.offset(),
            own.getOrDefault(cursor.shard(), 0L)), committed.get(cursor.shard())));
      }
    }
    return Map.copyOf(found);
  }

  /** A topic that is gone or another is everybody's: also of the shards that nobody owns now. */
  private Set<Integer> allShards(Collection<Integer> shards) {
    var all = new TreeSet<>(shards);
    IntStream.range(0, owned.partitions()).filter(shard -> !states.halted(shard)).forEach(all::add);
    return all;
  }

  // What was committed before a restore says nothing of the cursor that was restored.
  private Optional<Mismatch> compare(
      Cursor cursor,
      Log log,
      @Nullable OffsetAndMetadata committed) {
    if (incarnations.getOrDefault(cursor.shard(), cursor.incarnation()) < cursor.incarnation()) {
      // Somebody has called restore() meanwhile.
      incarnations.put(cursor.shard(), cursor.incarnation());
      decided.put(cursor.shard(), cursor.nextOffset());
      return Optional.empty();
    }
    int incarnation = incarnation(committed);
    if (incarnation > cursor.incarnation()) {
      return Optional.of(Mismatch.earlierHistory(cursor, incarnation));
    }
    return Mismatch.of(cursor, committed != null && incarnation == cursor.incarnation()
        ? new Log(log.start(), log.end(), Math.max(log.decided(), committed.offset()))
        : log);
  }

  // Versions that know of no incarnation write none: it is the first.
  private static int incarnation(@Nullable OffsetAndMetadata committed) {
    var written = committed == null ? "" : committed.metadata();
    return written.matches("\\d{1,9}") ? Integer.parseInt(written) : 1;
  }
}
