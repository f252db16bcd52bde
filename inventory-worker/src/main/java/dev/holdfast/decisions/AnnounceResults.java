package dev.holdfast.decisions;

import dev.holdfast.decisions.Announcements.Row;
import dev.holdfast.decisions.Announcements.Rows;
import dev.holdfast.decisions.model.LedgerResult;
import dev.holdfast.messages.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Announces what the ledger says and nobody has heard yet.
 *
 * <p>No lock is held and no transaction is open while results are sent. Rows are deleted after the
 * acknowledgement, so after a crash results are sent again; consumers ignore what is not newer.
 */
@Service
public class AnnounceResults {

  /** A round must fit in the heap, the producer's buffer and the time-outs. */
  private static final int RESULTS_AT_A_TIME = 5_000;

  private final Announcements announcements;
  private final ResultsTopic topic;

  AnnounceResults(Announcements announcements, ResultsTopic topic) {
    this.announcements = announcements;
    this.topic = topic;
  }

  /**
   * Announces the oldest waiting rows of a shard; releases let other events' decisions go first.
   *
   * <p>Always looks from the start: ids are given before commit, so a smaller id may show up after
   * a larger one. Progress is sent only after every result before it was acknowledged: together
   * with the next results, if there are any by then.
   *
   * @param fresh rows that need not be read back
   * @return false if nothing was waiting
   * @throws ResultsTopic.ResultsNotSent if Kafka did not acknowledge; nothing is deleted then
   */
  public boolean announce(int shard, FreshRanges fresh) {
    var waiting = announcements.next(shard, RESULTS_AT_A_TIME, fresh);
    if (waiting.isEmpty()) {
      fresh.removeBefore(Long.MAX_VALUE);
      return false;
    }
    fresh.removeBefore(waiting.getFirst().id());
    var acknowledged = waiting.stream().takeWhile(Row::isProgress).toList();
    var behind = waiting.subList(acknowledged.size(), waiting.size());
    var announced = new ArrayList<Announcement>();
    if (!acknowledged.isEmpty()) {
      announced.add(progress(shard, acknowledged.getLast()));
    }
    behind.forEach(row -> announced.addAll(results(shard, row.results())));
    topic.send(shard, announced);
    // The last progress behind these results is the first thing the next look finds.
    var kept = behind.stream().filter(Row::isProgress).mapToLong(Row::id).max();
    announcements.delete(shard, waiting.stream()
        .map(Row::id)
        .filter(id -> kept.isEmpty() || id != kept.getAsLong())
        .toList());
    return true;
  }

  private static Announcement progress(int shard, Row row) {
    return new Announcement(new Result.Progress(shard, row.nextOffset()), null);
  }

  private static List<Announcement> results(int shard, @Nullable Rows rows) {
    return rows == null
        ? List.of()
        : rows.entries().stream().map(entry -> {
          var request = entry.request();
          return new Announcement(LedgerResult.of(shard, rows.incarnation(), entry),
              request == null ? null : request.traceparent());
        }).toList();
  }
}
