package dev.holdfast.campaign.site;

import dev.holdfast.campaign.network.Line;
import dev.holdfast.campaign.network.Weather;
import dev.holdfast.campaign.schedule.Fault;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.demo.processes.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * One fault of processes or lines, done and undone.
 *
 * <p>A process that was ended is started again, but nobody waits until it is ready: the next fault
 * may meet it half awake.
 */
final class Damage {

  private static final Duration ROLL_PATIENCE = Duration.ofSeconds(15);
  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final int SLOW_STATEMENT_MILLIS = 60;
  private static final int NARROWEST = 2_000;
  private static final int WIDEST = 60_000;
  private static final int MOST_BYTES_BEFORE_CUT = 6_000;

  private final Site site;
  private final Fault fault;

  Damage(Site site, Fault fault) {
    this.site = site;
    this.fault = fault;
  }

  /** Does it; returns at once, but for a rolling restart. */
  void happen() throws InterruptedException {
    var cluster = site.cluster();
    switch (fault.kind()) {
      case KILL_SERVICE -> each(ServiceProcess::kill);
      case FREEZE_SERVICE -> each(ServiceProcess::pause);
      case ROLLING_RESTART -> roll();
      case STOP_POSTGRES_AT_ONCE -> cluster.stopPostgresAtOnce();
      case KILL_POSTGRES -> cluster.killPostgres();
      case KILL_ONE_BROKER, KILL_TWO_BROKERS, KILL_ALL_BROKERS -> brokers(cluster::killBroker);
      case FREEZE_BROKER -> brokers(cluster::freezeBroker);
      case SLOW_POSTGRES, DELAY_LINE, NARROW_LINE, SILENCE_REQUESTS, SILENCE_ANSWERS, CUT_ANSWERS ->
        lines().forEach(line -> line.set(weather()));
      case RESET_LINE -> lines().forEach(Line::reset);
      case REPEAT_REQUESTS, REPEAT_PAYMENTS, REPEAT_RESULTS, POISON ->
        throw new IllegalArgumentException(fault + " is done to no process and no line");
    }
  }

  /** Undoes it. */
  void heal() throws InterruptedException {
    var cluster = site.cluster();
    switch (fault.kind()) {
      case KILL_SERVICE -> each(ServiceProcess::restart);
      case FREEZE_SERVICE -> each(ServiceProcess::resume);
      case STOP_POSTGRES_AT_ONCE, KILL_POSTGRES -> cluster.restartPostgres();
      case KILL_ONE_BROKER, KILL_TWO_BROKERS, KILL_ALL_BROKERS -> brokers(cluster::relaunchBroker);
      case FREEZE_BROKER -> brokers(cluster::resumeBroker);
      case SLOW_POSTGRES, DELAY_LINE, NARROW_LINE, SILENCE_REQUESTS, SILENCE_ANSWERS, CUT_ANSWERS ->
        lines().forEach(line -> line.set(Weather.CLEAR));
      case ROLLING_RESTART, RESET_LINE, REPEAT_REQUESTS, REPEAT_PAYMENTS, REPEAT_RESULTS, POISON ->
        {}
    }
  }

  private void roll() throws InterruptedException {
    for (var process : site.processes(Service.named(fault.targets().getFirst()))) {
      process.close();
      // One that did not heed must have left its ports.
      process.kill();
      process.restart();
      awaitReadyIfItCan(process);
    }
  }

  /** With another fault beside, an instance may have to wait before it is ready; the roll goes on. */
  private static void awaitReadyIfItCan(ServiceProcess process) throws InterruptedException {
    try {
      process.awaitReady(Deadline.in(ROLL_PATIENCE));
    } catch (Trouble e) {
      process.requireAlive();
    }
  }

  private Weather weather() {
    return switch (fault.kind()) {
      case SLOW_POSTGRES -> Weather.delayed(Duration.ofMillis(share(SLOW_STATEMENT_MILLIS)));
      case DELAY_LINE -> Weather.delayed(Duration.ofMillis(share(LONGEST_DELAY_MILLIS)));
      case NARROW_LINE -> Weather.narrow(NARROWEST + share(WIDEST));
      case SILENCE_REQUESTS -> Weather.noRequests();
      case SILENCE_ANSWERS -> Weather.noAnswers();
      case CUT_ANSWERS -> Weather.cutAfter(1 + share(MOST_BYTES_BEFORE_CUT));
      case KILL_SERVICE, FREEZE_SERVICE, ROLLING_RESTART, STOP_POSTGRES_AT_ONCE, KILL_POSTGRES,
          KILL_ONE_BROKER, KILL_TWO_BROKERS, KILL_ALL_BROKERS, FREEZE_BROKER, RESET_LINE,
          REPEAT_REQUESTS, REPEAT_PAYMENTS, REPEAT_RESULTS, POISON ->
        throw new IllegalStateException(fault + " is no weather");
    };
  }

  private int share(int most) {
    return (int) (fault.strength() * most);
  }

  private List<Line> lines() {
    return fault.targets().isEmpty()
        ? site.lines().toPostgres()
        : fault.targets().stream().flatMap(name -> site.lines().named(name).stream()).toList();
  }

  private void brokers(IntConsumer action) {
    for (var broker : fault.targets()) {
      action.accept(Integer.parseInt(broker.substring("kafka-".length())) - 1);
    }
  }

  private void each(Treatment treatment) throws InterruptedException {
    for (var name : fault.targets()) {
      treatment.of(site.process(name));
    }
  }

  private interface Treatment {
    void of(ServiceProcess process) throws InterruptedException;
  }
}
