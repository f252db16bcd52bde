package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.processes.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Work that starts at one moment, each on a virtual thread of its own. */
final class Together {

  private final CountDownLatch here;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private volatile long openedNanos;

  private Together(int size) {
    here = new CountDownLatch(size);
  }

  /** Does {@code work} with each of {@code all} and waits for the last; throws if one failed. */
  static <T> void each(Collection<T> all, Consumer<T> work) throws InterruptedException {
    each(all, (one, _) -> work.accept(one));
  }

  /** The same; everybody is told the moment of the start, of {@link System#nanoTime()}. */
  static <T> void each(Collection<T> all, Timed<T> work) throws InterruptedException {
    new Together(all.size()).run(all, work);
  }

  /** Work that knows when all work began. */
  interface Timed<T> {

    void run(T one, long openedNanos);
  }

  private <T> void run(Collection<T> all, Timed<T> work) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var one : all) {
      threads.add(Thread.ofVirtual().start(() -> attend(one, work)));
    }
    here.await();
    openedNanos = System.nanoTime();
    gate.countDown();
    for (var thread : threads) {
      thread.join();
    }
    var failure = failures.peek();
    if (failure != null) {
      throw new Trouble("%d of %d failed: %s".formatted(failures.size(), all.size(),
          failure.getMessage()), failure);
    }
  }

  private <T> void attend(T one, Timed<T> work) {
    try {
      here.countDown();
      gate.await();
      work.run(one, openedNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(new Trouble("interrupted", e));
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }
}
