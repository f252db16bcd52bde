package dev.holdfast.campaign.site;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.demo.processes.Trouble;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Carries out rounds of faults on a site, one after the other. */
public final class Rounds implements AutoCloseable {

  private static final int LOOK_EVERY_MILLIS = 250;

  private final Site site;
  private final Damages damages;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("fault").factory());
  private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);

  /**
   * For a site that sells these events.
   *
   * @param seed of what the schedule leaves open
   */
  public Rounds(Site site, Load load, List<String> eventIds, long seed) {
    this.site = site;
    damages = new Damages(site, load, List.copyOf(eventIds), new Random(seed));
  }

  /** Lets all faults of a round happen, and heals each when the round is over. */
  public void play(Round round) throws InterruptedException {
    long end = System.nanoTime() + round.length().toNanos();
    var planned = round.faults().stream().map(damages::of).toList();
    var lives = planned.stream().map(damage -> live(damage, end)).toList();
    while (System.nanoTime() < end || !lives.stream().allMatch(Future::isDone)) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      site.requireAlive();
    }
    await(lives);
    for (int index = 0; index < planned.size(); index++) {
      if (planned.get(index).happened()) {
        done.merge(round.faults().get(index).kind(), 1, Integer::sum);
      }
    }
  }

  /** One that takes its time, such as a rolling restart, keeps no other from being healed. */
  private Future<?> live(Damage damage, long end) {
    return threads.submit(() -> {
      damage.happen();
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      damage.heal();
      return null;
    });
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
