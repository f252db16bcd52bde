package dev.holdfast.campaign.meanwhile;

import dev.holdfast.campaign.schedule.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be seen while a fault lasts, if all was well before and nothing else is broken. */
public final class Expectations {

  // Workers halt releases from 5 s on; what is near that is their choice.
  private static final Duration SURELY_APART = Duration.ofSeconds(6);

  private final List<String> apis;
  private final List<String> workers;

  /** Of a site with these instances of order-api and inventory-worker. */
  public Expectations(Collection<String> apis, Collection<String> workers) {
    this.apis = List.copyOf(apis);
    this.workers = List.copyOf(workers);
  }

  /** One after the other; none where the checks at the end say everything. */
  List<Step> during(Fault fault) {
    return switch (fault.kind()) {
      case KILL_SERVICE, FREEZE_SERVICE -> without(Set.copyOf(fault.targets()));
      case CRASH_SERVICE -> after(Step.isDead(instance(fault)), without(Set.of(instance(fault))));
      case NEWER_MESSAGE -> List.of(Step.aShardIsHalted(), Step.anotherShardMoves());
      case MOVE_WORKER_CLOCK, MOVE_DATABASE_CLOCK -> fault.clockAhead()
          .abs()
          .compareTo(SURELY_APART) > 0
              ? List.of(Step.releasesAreHalted(), Step.everyShardMoves())
              : List.of(Step.everyShardMoves());
      case STOP_POSTGRES_AT_ONCE, KILL_POSTGRES, KILL_TWO_BROKERS, KILL_ALL_BROKERS ->
        List.of(Step.unavailable());
      case KILL_ONE_BROKER, FREEZE_BROKER, SLOW_POSTGRES, REPEAT_REQUESTS, REPEAT_PAYMENTS,
          REPEAT_RESULTS, REORDER_PAYMENTS, POISON ->
        List.of(Step.everyShardMoves());
      case DELAY_LINE, NARROW_LINE, SILENCE_REQUESTS, SILENCE_ANSWERS, RESET_LINE, CUT_ANSWERS ->
        othersServe(lineOwners(fault));
      case FLOOD_ORDERS -> after(Step.everyShardMoves(), othersServe(Set.of()));
      case FLOOD_READS -> after(Step.isRead("event"),
          after(Step.isRead("order"), othersServe(Set.of())));
      // A rolling restart takes instances one by one: each is looked at while it is away.
      case ROLLING_RESTART, FILL_DISK, LIMIT_FILES, REBALANCE_STORM -> List.of();
    };
  }

  /** With these instances gone: others take over what they did. */
  List<Step> without(Set<String> gone) {
    boolean takenOver = workers.stream().anyMatch(gone::contains) && !gone.containsAll(workers)
        && !gone.containsAll(apis);
    return takenOver ? after(Step.everyShardMoves(), othersServe(gone)) : othersServe(gone);
  }

  /** What does not go by these instances goes on, as far as there are others. */
  private List<Step> othersServe(Set<String> hindered) {
    if (hindered.containsAll(workers)) {
      return List.of();
    }
    return apis.stream().filter(api -> !hindered.contains(api)).map(Step::isServed).toList();
  }

  private static Set<String> lineOwners(Fault fault) {
    return fault.targets()
        .stream()
        .map(line -> line.split(" to ", 2)[0])
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String instance(Fault fault) {
    return fault.targets().getFirst().split(" at ", 2)[0];
  }

  private static List<Step> after(Step first, List<Step> others) {
    var steps = new ArrayList<Step>();
    steps.add(first);
    steps.addAll(others);
    return steps;
  }
}
