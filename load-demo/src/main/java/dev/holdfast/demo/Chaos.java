package dev.holdfast.demo;

import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ends services in the middle of a sale, with kill -9 or gently, and starts them again. */
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

  /** One kill -9 or, {@code gently}, one SIGTERM. */
  record Kill(Service service, Duration after, boolean gently) {

    String signal() {
      return gently ? "SIGTERM" : "kill -9";
    }
  }

  /** The wanted ends; where no time is given, one that the seed chooses. */
  static List<Kill> plan(
      List<Service> kills,
      List<Service> stops,
      @Nullable Duration after,
      Duration hold,
      long seed) {
    var random = new Random(seed);
    return Stream.concat(kills.stream().map(service -> new Wanted(service, false)),
        stops.stream().map(service -> new Wanted(service, true))).map(wanted -> {
          var chance = Duration.ofMillis(random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS));
          // The expiry worker has nothing to lose before the first holds end.
          var moment = wanted.service == Service.EXPIRY_WORKER ? hold.plus(chance) : chance;
          return new Kill(wanted.service, after == null ? moment : after, wanted.gently);
        }).sorted(Comparator.comparing(Kill::after)).toList();
  }

  private record Wanted(Service service, boolean gently) {}

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
      if (kill.gently()) {
        system.stop(kill.service());
      } else {
        system.kill(kill.service());
      }
      Thread.sleep(DOWN_MILLIS);
      system.restart(kill.service());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = new Trouble("%s did not end and come back after %s: %s".formatted(kill.service(),
          kill.signal(), e.getMessage()), e);
    }
  }
}
