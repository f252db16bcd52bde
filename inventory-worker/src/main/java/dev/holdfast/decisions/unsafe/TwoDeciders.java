package dev.holdfast.decisions.unsafe;

import dev.holdfast.decisions.DecideBatch;
import dev.holdfast.decisions.Decider;
import dev.holdfast.decisions.model.RequestBatch;
import dev.holdfast.inventory.Publications.Range;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Decides the two halves of a batch at the same time, as two workers without a cursor would. */
@Component
@Primary
@ConditionalOnBooleanProperty("holdfast.unsafe")
class TwoDeciders implements Decider {

  /** What the thread at hand decides; set while it decides. */
  static final ScopedValue<Half> HALF = ScopedValue.newInstance();

  /**
   * Half a batch.
   *
   * @param bothHaveRead where the halves meet after reading: each has seen the same balance
   */
  record Half(RequestBatch batch, CyclicBarrier bothHaveRead) {}

  private final DecideBatch one;
  private final ExecutorService threads = Executors.newCachedThreadPool(
      Thread.ofPlatform().daemon().name("decider-", 0).factory());

  TwoDeciders(DecideBatch one) {
    this.one = one;
  }

  @Override
  public List<Range> decide(RequestBatch batch) {
    int middle = batch.records().size() / 2;
    if (middle == 0) {
      return decide(new Half(batch, new CyclicBarrier(1)));
    }
    var meet = new CyclicBarrier(2);
    var first = new Half(batch.part(0, middle), meet);
    var second = new Half(batch.part(middle, batch.records().size()), meet);
    return CompletableFuture.supplyAsync(() -> decide(first), threads)
        .thenCombine(CompletableFuture.supplyAsync(() -> decide(second), threads),
            (some, more) -> Stream.concat(some.stream(), more.stream()).toList())
        .join();
  }

  private List<Range> decide(Half half) {
    return ScopedValue.where(HALF, half).call(() -> one.decide(half.batch()));
  }
}
