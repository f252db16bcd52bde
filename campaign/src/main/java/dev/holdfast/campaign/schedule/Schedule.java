package dev.holdfast.campaign.schedule;

import dev.holdfast.campaign.schedule.Kind.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** The rounds of a campaign; the same seed and targets give the same ones. */
public final class Schedule {

  private static final double QUIET = 0.25;
  private static final int SHORTEST_MILLIS = 3_000;
  private static final int SHORT_MILLIS = 5_000;
  private static final int LONGEST_MILLIS = 9_000;
  private static final int MOST_FAULTS = 3;
  private static final int MOST_INSTANCES = 3;

  private final Random random;
  private final List<Kind> kinds;
  private final Deck<Kind> deck;
  private final Deck<String> points;
  private final Targets targets;

  private Schedule(long seed, Collection<Kind> kinds, Targets targets) {
    random = new Random(seed);
    this.kinds = kinds.stream().sorted().toList();
    deck = new Deck<>(this.kinds, random);
    points = new Deck<>(targets.points(), random);
    this.targets = targets;
  }

  /** Rounds for {@code length}, with faults of these kinds only. */
  public static List<Round> of(
      long seed,
      Duration length,
      Collection<Kind> kinds,
      Targets targets) {
    var schedule = new Schedule(seed, kinds, targets);
    var rounds = new ArrayList<Round>();
    for (var start = Duration.ZERO; start.compareTo(length) < 0;) {
      var round = schedule.round(start);
      rounds.add(round);
      start = start.plus(round.length());
    }
    return rounds;
  }

  /** Each of these kinds once and alone, in the seed's order. */
  public static List<Round> each(long seed, Collection<Kind> kinds, Targets targets) {
    var schedule = new Schedule(seed, kinds, targets);
    var rounds = new ArrayList<Round>();
    var start = Duration.ZERO;
    for (int number = 0; number < schedule.kinds.size(); number++) {
      var kind = schedule.deck.draw();
      var round = new Round(start,
          Duration.ofMillis(schedule.random.nextInt(SHORTEST_MILLIS, SHORT_MILLIS)),
          List.of(schedule.fault(kind)));
      rounds.add(round);
      start = start.plus(round.length());
    }
    return rounds;
  }

  private Fault fault(Kind kind) {
    return new Fault(kind, targetsOf(kind), random.nextDouble());
  }

  private Round round(Duration start) {
    var length = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
    var faults = new ArrayList<Fault>();
    if (random.nextDouble() >= QUIET && !kinds.isEmpty()) {
      int wanted = 1 + random.nextInt(MOST_FAULTS);
      var taken = EnumSet.noneOf(Scope.class);
      for (int i = 0; i < wanted; i++) {
        var kind = deck.draw();
        if (taken.add(kind.scope())) {
          faults.add(fault(kind));
        } else {
          deck.putBack(kind);
        }
      }
    }
    return new Round(start, length, faults);
  }

  private List<String> targetsOf(Kind kind) {
    return switch (kind) {
      case KILL_SERVICE, FREEZE_SERVICE -> some(targets.instances(), MOST_INSTANCES);
      case CRASH_SERVICE -> List.of(points.draw());
      case ROLLING_RESTART -> some(targets.services(), 1);
      case MOVE_WORKER_CLOCK -> some(targets.workers(), MOST_INSTANCES);
      case NEWER_MESSAGE, MOVE_DATABASE_CLOCK, STOP_POSTGRES_AT_ONCE, KILL_POSTGRES, FILL_DISK,
          LIMIT_FILES, SLOW_POSTGRES, REBALANCE_STORM, REPEAT_REQUESTS, REPEAT_PAYMENTS,
          REPEAT_RESULTS, REORDER_PAYMENTS, FLOOD_ORDERS, FLOOD_READS ->
        List.of();
      case KILL_ONE_BROKER, FREEZE_BROKER -> some(targets.brokers(), 1);
      case KILL_TWO_BROKERS -> anyOf(targets.brokers(), 2);
      case KILL_ALL_BROKERS -> targets.brokers();
      case DELAY_LINE, NARROW_LINE, SILENCE_REQUESTS, SILENCE_ANSWERS, RESET_LINE, CUT_ANSWERS ->
        some(targets.lines(), 2);
      case POISON -> some(targets.poisons(), 3);
    };
  }

  private List<String> some(List<String> all, int most) {
    return anyOf(all, 1 + random.nextInt(Math.min(most, all.size())));
  }

  private List<String> anyOf(List<String> all, int count) {
    var left = new ArrayList<>(all);
    var chosen = new ArrayList<String>();
    while (chosen.size() < count) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return chosen.stream().sorted().toList();
  }
}
