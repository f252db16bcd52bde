package dev.holdfast.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * How long to fuzz, and by which seed: {@code -Dholdfast.fuzz.seconds} and
 * {@code -Dholdfast.fuzz.seed}.
 */
record Fuzz(long seed, Duration duration) {

  private static final int WORKERS = 8;

  static Fuzz asRequested() {
    var fuzz = new Fuzz(Long.getLong("holdfast.fuzz.seed", System.nanoTime()),
        Duration.ofSeconds(Long.getLong("holdfast.fuzz.seconds", 3)));
    System.out.printf("Fuzzing for %s: again with -Dholdfast.fuzz.seed=%d%n", fuzz.duration(),
        fuzz.seed());
    return fuzz;
  }

  /**
   * Has several workers try again and again, each by chances of its own, until the time is over or
   * one fails.
   */
  void run(Consumer<Random> attempt) {
    var end = System.nanoTime() + duration.toNanos();
    List<CompletableFuture<Void>> workers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < WORKERS; worker++) {
        var chance = new Random(seed + worker);
        workers.add(CompletableFuture.runAsync(() -> {
          while (System.nanoTime() < end) {
            attempt.accept(chance);
          }
        }, threads));
      }
    }
    workers.forEach(CompletableFuture::join);
  }
}
