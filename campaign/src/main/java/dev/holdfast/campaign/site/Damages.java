package dev.holdfast.campaign.site;

import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.meanwhile.Meanwhile;
import dev.holdfast.campaign.network.Line;
import dev.holdfast.campaign.network.Weather;
import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.campaign.site.Damage.Deed;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.localstack.LocalCluster;
import dev.holdfast.messages.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/**
 * How each kind of fault is done to a site.
 *
 * <p>A process that was ended is started again, but nobody waits until it is ready: the next fault
 * may meet it half awake.
 */
final class Damages {

  /** The consumer group of the inventory workers. */
  private static final String WORKERS = "inventory-worker";

  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final int SLOW_STATEMENT_MILLIS = 60;
  private static final int NARROWEST = 2_000;
  private static final int WIDEST = 60_000;
  private static final int LATEST_CUT = 6_000;

  private final Site site;
  private final LocalCluster cluster;
  private final Load load;
  private final List<String> eventIds;
  private final Topic topic;
  private final Random random;
  private final Queue<Poisoned> poisoned = new ConcurrentLinkedQueue<>();
  private final Queue<Newer> newer = new ConcurrentLinkedQueue<>();
  private int newestVersion = 1;

  Damages(Site site, Load load, List<String> eventIds, Random random) {
    this.site = site;
    cluster = site.cluster();
    this.load = load;
    this.eventIds = eventIds;
    this.random = random;
    topic = new Topic(site.bootstrapServers());
  }

  /** The poison the brokers took. */
  List<Poisoned> poisoned() {
    return List.copyOf(poisoned);
  }

  /** The orders of newer versions the brokers took. */
  List<Newer> newer() {
    return List.copyOf(newer);
  }

  /**
   * A fault as it is done to this site.
   *
   * @param meanwhile looks how things stand while it lasts, if nothing else is broken
   */
  Damage of(Fault fault, Optional<Meanwhile> meanwhile) {
    return switch (fault.kind()) {
      case KILL_SERVICE -> each(fault, ServiceProcess::kill, ServiceProcess::restart);
      case FREEZE_SERVICE -> each(fault, ServiceProcess::pause, ServiceProcess::resume);
      case CRASH_SERVICE -> new Crash(site, CrashPoint.of(fault.targets().getFirst()));
      case ROLLING_RESTART -> new RollingRestart(site,
          Service.named(fault.targets().getFirst()), meanwhile);
      case NEWER_MESSAGE -> new NewerMessage(site, ++newestVersion, this::newer);
      case MOVE_WORKER_CLOCK -> movedClock(fault);
      case MOVE_DATABASE_CLOCK ->
        new MovedDatabaseClock(site.operator(), fault.clockAhead().toMillis());
      case STOP_POSTGRES_AT_ONCE -> deadPostgres(cluster::stopPostgresAtOnce);
      case KILL_POSTGRES -> deadPostgres(cluster::killPostgres);
      case FILL_DISK -> FullDisk.of(site);
      case LIMIT_FILES -> FullDisk.ofShortFiles(site);
      case KILL_ONE_BROKER, KILL_TWO_BROKERS, KILL_ALL_BROKERS -> deadBrokers(fault);
      case FREEZE_BROKER -> brokers(fault, cluster::freezeBroker, cluster::resumeBroker);
      case REBALANCE_STORM -> new Storm(site.bootstrapServers(), WORKERS, Topics.REQUESTS);
      case SLOW_POSTGRES -> weather(site.lines().toPostgres(), slow(fault, SLOW_STATEMENT_MILLIS));
      case DELAY_LINE -> weather(lines(fault), slow(fault, LONGEST_DELAY_MILLIS));
      case NARROW_LINE -> weather(lines(fault), Weather.narrow(NARROWEST + share(fault, WIDEST)));
      case SILENCE_REQUESTS -> weather(lines(fault), Weather.noRequests());
      case SILENCE_ANSWERS -> weather(lines(fault), Weather.noAnswers());
      case CUT_ANSWERS -> weather(lines(fault), Weather.cutAfter(1 + share(fault, LATEST_CUT)));
      case RESET_LINE -> Damage.of(() -> lines(fault).forEach(Line::reset));
      case REPEAT_REQUESTS -> new Records(() -> topic.repeat(Topics.REQUESTS, ""));
      case REPEAT_PAYMENTS -> new Records(() -> topic.repeat(Topics.REQUESTS, "confirm-payment."));
      case REPEAT_RESULTS -> new Records(() -> topic.repeat(Topics.RESULTS, ""));
      case REORDER_PAYMENTS -> new Records(() -> topic.reorder(eventIds, random));
      case POISON -> new Records(() -> poison(fault));
      case FLOOD_ORDERS -> Damage.of(load::floodOrders, load::ebb);
      case FLOOD_READS -> Damage.of(load::floodReads, load::ebb);
    };
  }

  private Damage each(Fault fault, Treatment treatment, Treatment undoing) {
    return Damage.of(() -> treat(fault, treatment), () -> treat(fault, undoing));
  }

  private void treat(Fault fault, Treatment treatment) throws InterruptedException {
    for (var name : fault.targets()) {
      treatment.of(site.process(name));
    }
  }

  private Damage deadPostgres(Deed ending) {
    return Damage.of(ending, cluster::restartPostgres);
  }

  private Damage deadBrokers(Fault fault) {
    return brokers(fault, cluster::killBroker, cluster::relaunchBroker);
  }

  private static Damage brokers(Fault fault, IntConsumer action, IntConsumer undoing) {
    return Damage.of(() -> treatBrokers(fault, action), () -> treatBrokers(fault, undoing));
  }

  private static void treatBrokers(Fault fault, IntConsumer action) {
    for (var broker : fault.targets()) {
      action.accept(Integer.parseInt(broker.substring("kafka-".length())) - 1);
    }
  }

  private int poison(Fault fault) throws InterruptedException {
    for (var sort : fault.targets()) {
      var eventId = eventIds.get(random.nextInt(eventIds.size()));
      poisoned.add(topic.poison(Poison.of(sort), eventId, random));
    }
    return fault.targets().size();
  }

  private void newer(int version) throws InterruptedException {
    newer.add(topic.newer(version, eventIds.get(random.nextInt(eventIds.size())), random));
  }

  private Damage movedClock(Fault fault) {
    var clocks = fault.targets().stream().map(site::accomplice).toList();
    return Damage.of(() -> clocks.forEach(clock -> clock.moveClock(fault.clockAhead().toMillis())),
        () -> {
          clocks.forEach(clock -> clock.moveClock(0));
          site.operator().letReleasesGoOn();
        });
  }

  private static Weather slow(Fault fault, int most) {
    return Weather.delayed(Duration.ofMillis(share(fault, most)));
  }

  private static int share(Fault fault, int most) {
    return (int) (fault.strength() * most);
  }

  private static Damage weather(List<Line> lines, Weather weather) {
    return Damage.of(() -> lines.forEach(line -> line.set(weather)),
        () -> lines.forEach(line -> line.set(Weather.CLEAR)));
  }

  private List<Line> lines(Fault fault) {
    return fault.targets().stream().flatMap(name -> site.lines().named(name).stream()).toList();
  }

  private interface Treatment {
    void of(ServiceProcess process) throws InterruptedException;
  }
}
