package dev.holdfast.campaign.meanwhile;

import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.campaign.schedule.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Holds what is seen while faults last against what is expected. */
public final class Meanwhile {

  private final Expectations expectations;
  private final Supplier<Sighting> lookout;
  private final int looks;
  private final Duration pause;
  private final Queue<String> findings = new ConcurrentLinkedQueue<>();
  private final Map<Kind, Integer> judged = new EnumMap<>(Kind.class);
  private Map<String, Integer> answers = Map.of();

  /**
   * Asks {@code lookout} how things stand, again and again.
   *
   * @param looks how often at most, for everything that is to be seen during one fault
   * @param pause between two of them
   */
  public Meanwhile(
      Expectations expectations,
      Supplier<Sighting> lookout,
      int looks,
      Duration pause) {
    this.expectations = expectations;
    this.lookout = lookout;
    this.looks = looks;
    this.pause = pause;
  }

  /** Waits until all is seen that is expected of a fault which has just begun; what is not. */
  public Optional<String> await(Fault fault) throws InterruptedException {
    return await(expectations.during(fault));
  }

  /** The same with one instance away and all others there. */
  public Optional<String> awaitWithout(String instance) throws InterruptedException {
    return await(expectations.without(Set.of(instance)))
        .map(missing -> "without %s: %s".formatted(instance, missing));
  }

  private Optional<String> await(List<Step> steps) throws InterruptedException {
    int left = looks;
    var before = lookout.get();
    for (var step : steps) {
      var now = before;
      while (!step.seen().test(before, now)) {
        if (left-- == 0) {
          return Optional.of("not seen: " + step.words());
        }
        Thread.sleep(pause);
        now = lookout.get();
        before = before.orCursorsOf(now);
      }
      before = step.first() ? now : before;
    }
    return Optional.empty();
  }

  /** Whether something is expected of such a fault while it lasts. */
  public boolean isJudged(Fault fault) {
    return fault.kind() == Kind.ROLLING_RESTART || !expectations.during(fault).isEmpty();
  }

  /** A fault that happened alone was looked at. */
  public synchronized void judged(Kind kind) {
    judged.merge(kind, 1, Integer::sum);
  }

  /** Something was not as expected in that round. */
  public void found(String round, String what) {
    findings.add("%s: %s".formatted(round.strip(), what));
  }

  /**
   * Notes all answers there were until now, by status; those that nobody should have got since this
   * was last called are a finding.
   */
  public synchronized void answered(String during, Map<String, Integer> untilNow) {
    untilNow.forEach((answer, count) -> {
      int more = count - answers.getOrDefault(answer, 0);
      if (more > 0 && Answers.isWrong(answer)) {
        found(during, "%d answers %s".formatted(more, answer));
      }
    });
    answers = Map.copyOf(untilNow);
  }

  /** What was not as expected. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** How many faults of each kind were looked at while they lasted. */
  public synchronized Map<Kind, Integer> judged() {
    return new EnumMap<>(judged);
  }
}
