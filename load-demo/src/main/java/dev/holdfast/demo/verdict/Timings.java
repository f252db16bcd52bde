package dev.holdfast.demo.verdict;

import dev.holdfast.demo.crowd.Attempt;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How fast the first wave was served; a persistent buyer's later attempts are not in it.
 *
 * @param firstPostToLastDecisionMillis from the first request sent to the last buyer's knowing
 * @param accept from the first sending of an order to its 202
 * @param decision from the first sending to the buyer's knowing
 */
public record Timings(long firstPostToLastDecisionMillis, Latency accept, Latency decision) {

  /** The times the buyers measured. */
  public static Timings of(List<Attempt> attempts) {
    var first = attempts.stream().filter(Attempt::firstWave).toList();
    var sent = with(first, attempt -> attempt.sentNanos() != 0);
    long start = sent.mapToLong(Attempt::sentNanos).min().orElse(0);
    long end = with(first, attempt -> attempt.decidedNanos() != 0)
        .mapToLong(Attempt::decidedNanos)
        .max()
        .orElse(start);
    return new Timings((end - start) / 1_000_000,
        Latency.ofNanos(with(first, attempt -> attempt.acceptedNanos() != 0)
            .mapToLong(attempt -> attempt.acceptedNanos() - attempt.sentNanos())),
        Latency.ofNanos(with(first, attempt -> attempt.decidedNanos() != 0)
            .mapToLong(attempt -> attempt.decidedNanos() - attempt.sentNanos())));
  }

  private static Stream<Attempt> with(List<Attempt> attempts, Predicate<Attempt> happened) {
    return attempts.stream().filter(happened);
  }
}
