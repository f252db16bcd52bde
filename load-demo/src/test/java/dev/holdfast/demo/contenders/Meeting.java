package dev.holdfast.demo.contenders;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Two who wait for each other inside of locks. */
record Meeting(EventLocks locks, Duration patience) {

  /** Whether they met, one inside the lock of each event. */
  boolean inside(String one, String other) {
    var place = new Exchanger<String>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var first =
          CompletableFuture.supplyAsync(() -> locks.guard(one, () -> waitAt(place)), threads);
      var second =
          CompletableFuture.supplyAsync(() -> locks.guard(other, () -> waitAt(place)), threads);
      return first.join() && second.join();
    }
  }

  private boolean waitAt(Exchanger<String> place) {
    try {
      place.exchange("here", patience.toMillis(), MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
