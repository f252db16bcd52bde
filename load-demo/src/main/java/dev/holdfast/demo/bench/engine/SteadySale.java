package dev.holdfast.demo.bench.engine;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Orders at an even pace, until it is closed. */
final class SteadySale implements AutoCloseable {

  private static final int PER_SECOND = 500;
  private static final long STEP_NANOS = 1_000_000_000L / PER_SECOND;

  private final Backlog backlog;
  private final List<String> events;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  private SteadySale(Backlog backlog, List<String> events) {
    this.backlog = backlog;
    this.events = events;
    thread = Thread.ofPlatform().name("steady-sale").daemon().unstarted(this::sell);
  }

  static SteadySale start(Backlog backlog, List<String> events) {
    var sale = new SteadySale(backlog, events);
    sale.thread.start();
    return sale;
  }

  /** Ends, and waits until all that was sent has arrived. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("The sale broke off", failure);
    }
    backlog.flush();
  }

  private void sell() {
    try {
      long due = System.nanoTime();
      for (long i = 0; !closed; i++) {
        backlog.place(events.get((int) (i % events.size())),
            "buyer-%d-%d".formatted(thread.threadId(), i));
        due += STEP_NANOS;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }
}
