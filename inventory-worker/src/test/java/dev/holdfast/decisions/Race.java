package dev.holdfast.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets several things happen at the same moment. */
final class Race {

  private static final int PATIENCE_SECONDS = 20;

  private Race() {}

  /** Runs each on a thread of its own, started together; fails if one of them fails. */
  static void between(Runnable... runners) {
    var start = new CyclicBarrier(runners.length);
    try (var threads = Executors.newFixedThreadPool(runners.length)) {
      var running = new ArrayList<Future<?>>();
      for (var runner : runners) {
        running.add(threads.submit(() -> {
          start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          runner.run();
          return null;
        }));
      }
      finish(running);
    }
  }

  private static void finish(List<Future<?>> running) {
    var failed = new AssertionError("a runner failed");
    for (var runner : running) {
      try {
        runner.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        failed.addSuppressed(e.getCause());
      } catch (TimeoutException | InterruptedException e) {
        failed.addSuppressed(e);
      }
    }
    if (failed.getSuppressed().length > 0) {
      failed.initCause(failed.getSuppressed()[0]);
      throw failed;
    }
  }
}
