package dev.holdfast.campaign.site;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.demo.processes.Trouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

  /** Lets all faults of a round happen, waits as long as it lasts, and heals them. */
  public void play(Round round) throws InterruptedException {
    long end = System.nanoTime() + round.length().toNanos();
    var planned = round.faults().stream().map(damages::of).toList();
    var happening = all(planned, Damage::happen);
    while (System.nanoTime() < end) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      site.requireAlive();
    }
    await(happening);
    await(all(planned, Damage::heal));
    for (int index = 0; index < planned.size(); index++) {
      if (planned.get(index).happened()) {
        done.merge(round.faults().get(index).kind(), 1, Integer::sum);
      }
    }
  }

  /** How many faults there were of each kind. */
  public Map<Kind, Integer> done() {
    return new EnumMap<>(done);
  }

  /** The poison the brokers took. */
  public List<Poisoned> poisoned() {
    return damages.poisoned();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private List<Future<?>> all(List<Damage> damages, Work work) {
    var started = new ArrayList<Future<?>>();
    for (var damage : damages) {
      started.add(threads.submit(() -> {
        work.on(damage);
        return null;
      }));
    }
    return started;
  }

  private static void await(List<Future<?>> futures) throws InterruptedException {
    for (var future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        var cause = requireNonNull(e.getCause());
        throw new Trouble("A fault could not be done or undone: " + cause.getMessage(), cause);
      }
    }
  }

  private interface Work {
    void on(Damage damage) throws InterruptedException;
  }
}
