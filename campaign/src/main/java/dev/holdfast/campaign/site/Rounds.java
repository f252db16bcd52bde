package dev.holdfast.campaign.site;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Round;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;

/** Carries out rounds of faults on a site, one after the other. */
public final class Rounds implements AutoCloseable {

  private static final int LOOK_EVERY_MILLIS = 250;

  private final Site site;
  private final List<String> eventIds;
  private final Topic topic;
  private final Random random;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("fault").factory());
  private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
  private final Queue<Poisoned> poisoned = new ConcurrentLinkedQueue<>();

  /**
   * For the events that poison is to be about.
   *
   * @param seed of what the schedule leaves open
   */
  public Rounds(Site site, List<String> eventIds, long seed) {
    this.site = site;
    this.eventIds = List.copyOf(eventIds);
    topic = new Topic(site.bootstrapServers());
    random = new Random(seed);
  }

  /** Lets all faults of a round happen, waits as long as it lasts, and heals them. */
  public void play(Round round) throws InterruptedException {
    long end = System.nanoTime() + round.length().toNanos();
    var faults = new ArrayList<Future<?>>();
    for (var fault : round.faults()) {
      faults.add(threads.submit(() -> {
        undergo(fault, end);
        return null;
      }));
    }
    while (System.nanoTime() < end) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      site.requireAlive();
    }
    await(faults);
  }

  private void undergo(Fault fault, long end) throws InterruptedException {
    begin(fault);
    Thread.sleep(Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    new Damage(site, fault).heal();
  }

  /** How many faults there were of each kind. */
  public synchronized Map<Kind, Integer> done() {
    return new EnumMap<>(done);
  }

  /** The poison the brokers took. */
  public List<Poisoned> poisoned() {
    return List.copyOf(poisoned);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void begin(Fault fault) throws InterruptedException {
    switch (fault.kind()) {
      case REPEAT_REQUESTS -> repeat(fault, Topics.REQUESTS, "");
      case REPEAT_PAYMENTS -> repeat(fault, Topics.REQUESTS, "confirm-payment.");
      case REPEAT_RESULTS -> repeat(fault, Topics.RESULTS, "");
      case POISON -> poison(fault);
      case KILL_SERVICE, FREEZE_SERVICE, ROLLING_RESTART, STOP_POSTGRES_AT_ONCE, KILL_POSTGRES,
          KILL_ONE_BROKER, KILL_TWO_BROKERS, KILL_ALL_BROKERS, FREEZE_BROKER, SLOW_POSTGRES,
          DELAY_LINE, NARROW_LINE, SILENCE_REQUESTS, SILENCE_ANSWERS, RESET_LINE, CUT_ANSWERS -> {
        new Damage(site, fault).happen();
        count(fault);
      }
    }
  }

  private void repeat(Fault fault, String where, String typePrefix) throws InterruptedException {
    try {
      if (topic.repeat(where, type -> type.startsWith(typePrefix)) > 0) {
        count(fault);
      }
    } catch (KafkaException e) {
      // Another fault of this round keeps the records out: what is not done is not counted.
      return;
    }
  }

  private void poison(Fault fault) throws InterruptedException {
    try {
      for (var sort : fault.targets()) {
        var eventId = eventIds.get(random.nextInt(eventIds.size()));
        poisoned.add(topic.poison(Poison.of(sort), eventId, random));
        count(fault);
      }
    } catch (KafkaException e) {
      // As above.
      return;
    }
  }

  private synchronized void count(Fault fault) {
    done.merge(fault.kind(), 1, Integer::sum);
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
}
