package dev.holdfast.demo.bench.crowds;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.SystemSettings;
import dev.holdfast.demo.processes.SystemSettings.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All systems that take part, on one PostgreSQL; started when first asked for. */
final class Field implements AutoCloseable {

  /** As many as processors: on more, a crowd that spreads over many events makes small batches. */
  static final int SHARDS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final CrowdSettings settings;
  private final Calibration calibration;
  private final Set<Market> open = new HashSet<>();
  private final List<Rival> rivals = new ArrayList<>();
  private @Nullable DatabaseServer server;

  Field(CrowdSettings settings) {
    this.settings = settings;
    calibration = new Calibration(settings);
  }

  /** Who takes part in {@code market}, warm and tuned for it; its events are open. */
  List<Rival> rivals(Report report, Market market) throws InterruptedException {
    if (rivals.isEmpty()) {
      report.say("Starting PostgreSQL, Kafka, Holdfast and the contenders; logs in "
          + settings.plan().directory().path());
      start();
      warm(report);
    }
    if (open.add(market)) {
      for (var rival : rivals) {
        market.open(rival);
      }
    }
    calibration.tune(rivals, market, report);
    return List.copyOf(rivals);
  }

  /** Tells the report what the audit of {@code rival} found, and what went wrong on the way. */
  void audit(Rival rival, String after, Report report) throws InterruptedException {
    report.audited("%s, %s".formatted(after, rival.label()), rival.audit());
    var troubles = rival.told().troubles().troubles();
    if (!troubles.isEmpty()) {
      report.say("%s, %s: shoppers had to repeat requests so far because of %s".formatted(after,
          rival.label(), troubles));
    }
  }

  /** The writes of the turn before are done with. */
  void quiet() {
    if (server != null) {
      server.checkpoint();
    }
  }

  @Override
  public void close() {
    rivals.reversed().forEach(Rival::close);
    rivals.clear();
  }

  private void warm(Report report) throws InterruptedException {
    open.add(Market.ONE);
    var warmUp = new WarmUp(settings);
    for (var rival : rivals) {
      Market.ONE.open(rival);
      warmUp.of(rival, report);
    }
  }

  /** Holdfast first, also where it takes no part: its PostgreSQL is everybody's. */
  private void start() throws InterruptedException {
    var directory = settings.plan().directory();
    var system = LocalSystem.start(new SystemSettings(settings.plan().home(), Keys.generate(),
        ServicePorts.free(), directory.stack(), false,
        new Mode(false, true, false, settings.compilation()).on(SHARDS)), directory);
    rivals.add(new HoldfastRival(system));
    var shared = new DatabaseServer(system.jdbcUrl());
    server = shared;
    var contenders = new ArrayList<ContenderRival>();
    for (var entrant : Entrant.values()) {
      if (entrant != Entrant.HOLDFAST && settings.entrants().contains(entrant)) {
        contenders.add(ContenderRival.start(entrant, shared, settings.redis(),
            settings.compilation(), directory));
      }
    }
    rivals.addAll(contenders);
    for (var contender : contenders) {
      contender.awaitReady();
    }
  }
}
