package dev.holdfast.campaign.site;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.meanwhile.Expectations;
import dev.holdfast.campaign.meanwhile.Meanwhile;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carries out rounds of faults on a site, one after the other. */
public final class Rounds implements AutoCloseable {

  private static final int LOOK_EVERY_MILLIS = 250;
  // Half a minute and more: no slow machine shall decide.
  private static final int LOOKS = 120;

  private final Site site;
  private final Load load;
  private final Damages damages;
  private final Meanwhile meanwhile;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("fault").factory());
  private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
  private String healed = "before the first round";

  /**
   * For a site that sells these events.
   *
   * @param seed of what the schedule leaves open
   */
  public Rounds(Site site, Load load, List<String> eventIds, long seed) {
    this.site = site;
    this.load = load;
    damages = new Damages(site, load, List.copyOf(eventIds), new Random(seed));
    meanwhile = new Meanwhile(new Expectations(site.apis().keySet(), Site.workers()),
        new Lookout(site, load), LOOKS, Duration.ofMillis(LOOK_EVERY_MILLIS));
  }

  /**
   * Lets all faults of a round happen, and heals each when the round is over; what was not as
   * expected.
   *
   * @param well whether all works: then one fault alone is looked at while it lasts
   */
  public List<String> play(Round round, boolean well) throws InterruptedException {
    int known = meanwhile.findings().size();
    meanwhile.answered(healed, load.answers());
    healed = "healed after " + round.toString().strip();
    long end = System.nanoTime() + round.length().toNanos();
    var witness = well && round.faults().size() == 1
        ? Optional.of(meanwhile)
        : Optional.<Meanwhile>empty();
    var lives = round.faults()
        .stream()
        .map(fault -> new Life(fault, damages.of(fault, witness), witness))
        .toList();
    var futures = lives.stream().map(life -> begin(life, end)).toList();
    while (System.nanoTime() < end || !futures.stream().allMatch(Future::isDone)) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      site.requireAlive();
    }
    await(futures);
    lives.stream().filter(Life::happened).forEach(life -> {
      done.merge(life.kind(), 1, Integer::sum);
      life.tell(round);
    });
    meanwhile.answered(round.toString(), load.answers());
    var found = meanwhile.findings();
    return found.subList(known, found.size());
  }

  private Future<?> begin(Life life, long end) {
    return threads.submit(() -> {
      life.live(end);
      return null;
    });
  }

  /** What was not as expected while faults lasted, and which answers nobody should have got. */
  public List<String> unexpected() {
    meanwhile.answered(healed, load.answers());
    return meanwhile.findings();
  }

  /** How many faults of each kind were looked at while they lasted. */
  public Map<Kind, Integer> judged() {
    return meanwhile.judged();
  }

  /** How many faults there were of each kind. */
  public Map<Kind, Integer> done() {
    return new EnumMap<>(done);
  }

  /** The poison the brokers took. */
  public List<Poisoned> poisoned() {
    return damages.poisoned();
  }

  /** The orders of newer versions the brokers took. */
  public List<Newer> newer() {
    return damages.newer();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void await(List<? extends Future<?>> futures) throws InterruptedException {
    for (var future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        var cause = requireNonNull(e.getCause());
        throw new Trouble("A fault could not be done or undone: " + cause.getMessage(), cause);
      }
    }
  }
}
