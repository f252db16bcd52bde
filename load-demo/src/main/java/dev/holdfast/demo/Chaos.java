package dev.holdfast.demo;

import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills services with -9 in the middle of a sale and starts them again. */
final class Chaos {

  private static final int EARLIEST_MILLIS = 100;
  private static final int LATEST_MILLIS = 900;
  private static final int DOWN_MILLIS = 300;

  private final LocalSystem system;
  private final List<Kill> kills;
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable RuntimeException failure;

  /** Kills to come, counted from {@link #begin}. */
  Chaos(LocalSystem system, List<Kill> kills) {
    this.system = system;
    this.kills = kills;
  }

  /** One kill -9. */
  record Kill(Service service, Duration after) {}

  /** The wanted kills; where no time is given, one that the seed chooses. */
  static List<Kill> plan(
      List<Service> services,
      @Nullable Duration after,
      Duration hold,
      long seed) {
    var random = new Random(seed);
    var kills = new ArrayList<Kill>();
    for (var service : services) {
      var chance = Duration.ofMillis(random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS));
      // The expiry worker has nothing to lose before the first holds end.
      var moment = service == Service.EXPIRY_WORKER ? hold.plus(chance) : chance;
      kills.add(new Kill(service, after == null ? moment : after));
    }
    kills.sort(Comparator.comparing(Kill::after));
    return kills;
  }

  /** Starts the clock. */
  void begin() {
    for (var kill : kills) {
      threads.add(Thread.ofPlatform().daemon().name("chaos").start(() -> carryOut(kill)));
    }
  }

  /** Throws if a killed service could not be started again. */
  void requireNoFailure() {
    var thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Waits until every killed service is back. */
  void awaitEnd() throws InterruptedException {
    for (var thread : threads) {
      thread.join();
    }
    requireNoFailure();
  }

  private void carryOut(Kill kill) {
    try {
      Thread.sleep(kill.after());
      system.kill(kill.service());
      Thread.sleep(DOWN_MILLIS);
      system.restart(kill.service());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = new Trouble("%s did not come back after kill -9: %s".formatted(kill.service(),
          e.getMessage()), e);
    }
  }
}
