package dev.holdfast.decisions;

import dev.holdfast.decisions.Announcements.Rows;
import dev.holdfast.decisions.model.LedgerResult;
import dev.holdfast.messages.Result;
import java.util.ArrayList;
import java.util.List;
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
   * Announces the oldest waiting rows of a shard.
   *
   * <p>Always looks from the start: ids are given before commit, so a smaller id may show up after
   * a larger one. Progress is sent only after every result before it was acknowledged.
   *
   * @param fresh rows that need not be read back
   * @return false if nothing was waiting
   * @throws ResultsTopic.ResultsNotSent if Kafka did not acknowledge; nothing is deleted then
   */
  public boolean announce(int shard, FreshRanges fresh) {
    var waiting = announcements.next(shard, RESULTS_AT_A_TIME, fresh);
    fresh.removeBefore(waiting.firstId());
    if (waiting.isEmpty()) {
      return false;
    }
    topic.send(shard, results(shard, waiting.ranges()));
    waiting.progress()
        .ifPresent(next -> topic.send(shard,
            List.of(new Announcement(new Result.Progress(shard, next), null))));
    announcements.delete(shard, waiting.ids());
    return true;
  }

  private static List<Announcement> results(int shard, List<Rows> ranges) {
    var results = new ArrayList<Announcement>();
    for (var range : ranges) {
      for (var row : range.entries()) {
        var request = row.request();
        results.add(new Announcement(LedgerResult.of(shard, range.incarnation(), row),
            request == null ? null : request.traceparent()));
      }
    }
    return results;
  }
}
