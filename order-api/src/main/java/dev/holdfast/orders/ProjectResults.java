package dev.holdfast.orders;

import dev.holdfast.messages.Result;
import dev.holdfast.orders.model.Projection;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Brings a shard's results into the views.
 *
 * <p>One transaction: locks the shard's position first, so a consumer that has lost the partition
 * and does not know it queues here; then writes rows, position and progress, and signals the
 * change. Redelivered records are skipped by their offset; older ones by the rows' versions.
 */
@Service
public class ProjectResults {

  private final Views views;
  private final Waiting waiting;

  ProjectResults(Views views, Waiting waiting) {
    this.views = views;
    this.waiting = waiting;
  }

  /** A result and where it stands in purchase-results. */
  public record Placed(long offset, Result result) {}

  /**
   * Projects what joins the shard's position without a gap.
   *
   * @param first where the shard starts if it was never projected before
   * @return where to read on in purchase-results: behind the last record, or at a gap
   */
  @Transactional
  public long project(int shard, long first, List<Placed> batch) {
    var next = views.lockPosition(shard, first);
    List<Result> fresh = new ArrayList<>();
    for (var record : batch) {
      if (record.offset() == next) {
        fresh.add(record.result());
        next++;
      }
    }
    if (fresh.size() < batch.size()) {
      // Perhaps the answer to an earlier commit was lost, and with it what was to be told.
      afterCommit(() -> waiting.wake(shard));
    }
    if (!fresh.isEmpty()) {
      var written = views.write(shard, Projection.of(fresh), next);
      afterCommit(() -> waiting.tell(shard, written));
    }
    return next;
  }

  // This instance knows what has become of which order; the others hear only that there is news.
  private static void afterCommit(Runnable wake) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        wake.run();
      }
    });
  }
}
