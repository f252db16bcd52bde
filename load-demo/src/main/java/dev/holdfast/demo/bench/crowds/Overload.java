package dev.holdfast.demo.bench.crowds;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Figure;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.LiveHeap;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.SystemSettings;
import dev.holdfast.demo.processes.SystemSettings.Mode;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.TopicReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Orders for one event, at the rate that can be served and at several times that. */
final class Overload implements Part {

  private static final String EVENT = "overload";
  private static final List<Integer> TIMES = List.of(1, 2, 5, 10);
  private static final List<Integer> QUICK_TIMES = List.of(1, 10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  // A capacity measured cold would make ten times of it a small thing.
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration QUICK_WARM_UP = Duration.ofSeconds(8);
  private static final Duration SETTLING = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final Duration QUICK_MEASURED = Duration.ofSeconds(5);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int PLENTY = 10_000_000;
  private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(60);
  private static final int PROBES_PER_SECOND = 50;
  private static final int SHOPPERS = 256;
  private static final int MOST_CONNECTIONS = 8_000;

  private final CrowdSettings settings;
  private final Bottleneck bottleneck;
  private long acceptances;
  private long unknown;
  private long blunt;

  Overload(CrowdSettings settings, Bottleneck bottleneck) {
    this.settings = settings;
    this.bottleneck = bottleneck;
  }

  @Override
  public String name() {
    return bottleneck.part();
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void run(Report report) throws InterruptedException {
    var plan = settings.plan();
    var ours = new SystemSettings(plan.home(), Keys.generate(), ServicePorts.free(),
        plan.directory().stack(), false,
        new Mode(false, true, false, Compilation.SOON, LONGEST_WAIT, Field.SHARDS,
            bottleneck.worker()));
    try (var system = LocalSystem.start(ours, plan.directory())) {
      new HoldfastRival(system).open(List.of(EVENT), PLENTY);
      double capacity = capacity(system, report);
      var steps = new ArrayList<Step>();
      for (int times : settings.quick() ? QUICK_TIMES : TIMES) {
        var step = step(system, times, capacity);
        report.say(step.line());
        steps.add(step);
      }
      tell(capacity, steps, report);
      standstill(system, capacity * steps.getLast().times(), report);
      report.audited(name() + ", what is promised", Promised.broken(capacity, steps, blunt));
      audit(system, report);
    } catch (IOException | SQLException e) {
      throw new Trouble("The overload can't be measured: " + e.getMessage(), e);
    }
  }

  /** Final answers per second to buyers who wait for them, when everybody is warm. */
  private double capacity(LocalSystem system, Report report)
      throws IOException, SQLException, InterruptedException {
    try (var load = load(system, SHOPPERS, "Prefer: wait=20\n")) {
      var answers = load.flatOut(settings.quick() ? QUICK_WARM_UP : WARM_UP, measured());
      count(answers);
      double perSecond = answers.decidedPerSecond();
      drain(system);
      report.say("%d buyers who wait for their answers get %,.0f/s: the capacity"
          .formatted(SHOPPERS, perSecond));
      return perSecond;
    }
  }

  private Step step(LocalSystem system, int times, double capacity)
      throws IOException, SQLException, InterruptedException {
    try (var load = load(system, MOST_CONNECTIONS, "")) {
      var cpu = new OwnCpu();
      var answers = load.offer(capacity * times, SETTLING, measured());
      count(answers);
      double share = cpu.share();
      long stopped = System.nanoTime();
      drain(system);
      double drained = (System.nanoTime() - stopped) / 1e9;
      var decisions = new Decisions(system.target().auditor());
      return new Step(times, answers, answers.perSecond(decisions.inTime(answers, LONGEST_WAIT)),
          decisions.p99Seconds(answers), drained,
          LiveHeap.megabytes(system, Service.ORDER_API), share);
    }
  }

  /** Nothing is decided: everybody is refused, until it goes on. */
  private void standstill(LocalSystem system, double perSecond, Report report)
      throws IOException, SQLException, InterruptedException {
    try (var load = load(system, MOST_CONNECTIONS, "")) {
      var refusing = system.whilePaused(Service.INVENTORY_WORKER, () -> {
        count(load.offer(perSecond, LONGEST_WAIT.plus(SETTLING), Duration.ZERO));
        var before = system.cpuOf(Service.ORDER_API);
        var answers = load.offer(perSecond, Duration.ZERO, measured());
        return new Refusing(answers, system.cpuOf(Service.ORDER_API).minus(before));
      });
      count(refusing.answers);
      double recovered = untilAccepted(load);
      drain(system);
      report.say("%s; orders are taken %.1f s after it goes on".formatted(refusing.line(),
          recovered));
      report.absolute(bottleneck.id("StandstillRefusedP99Millis"),
          figure("ms", refusing.answers.refused().p99()));
      report.absolute(bottleneck.id("RecoverySeconds"), figure("s", recovered));
    }
  }

  /** Nothing but refusals, and what they took of order-api's processors. */
  private record Refusing(Answers answers, Duration cpu) {

    String line() {
      var refused = answers.refused();
      return """
          The worker stands still: %,.0f orders/s offered, %,.0f accepted, %,.0f refused \
          (p50 %.1f ms, p99 %.1f ms, %.0f µs of order-api's processors each)""".formatted(
          answers.sentPerSecond(), answers.acceptedPerSecond(),
          answers.perSecond(refused.count()), refused.p50(), refused.p99(),
          cpu.toNanos() / 1e3 / refused.count());
    }
  }

  private double untilAccepted(OpenLoop load) {
    long began = System.nanoTime();
    load.offerUntilAccepted(PROBES_PER_SECOND, RECOVERY_PATIENCE, this::count);
    return (System.nanoTime() - began) / 1e9;
  }

  private void count(Answers answers) {
    acceptances += answers.acceptances();
    unknown += answers.others();
    blunt += answers.blunt();
  }

  private Duration measured() {
    return settings.quick() ? QUICK_MEASURED : MEASURED;
  }

  private static OpenLoop load(LocalSystem system, int most, String headers) throws IOException {
    var token = system.target().mint().mint(Role.BUYER, "buyer", Instant.now(), TOKEN_LIFE);
    return new OpenLoop(system.api(),
        Caller.order(EVENT, system.api().getAuthority(), token, headers), most);
  }

  private static void drain(LocalSystem system) throws SQLException, InterruptedException {
    var target = system.target();
    if (!new Drain(target.auditor(), new TopicReader(target.bootstrapServers(), ""))
        .await(DRAIN_PATIENCE)) {
      throw new Trouble("not decided, announced and shown within " + DRAIN_PATIENCE);
    }
  }

  private void tell(double capacity, List<Step> steps, Report report) {
    var last = steps.getLast();
    report.absolute(bottleneck.id("Capacity"), figure("orders/s", capacity));
    report.ratio(bottleneck.id("Goodput"), figure("×", last.goodput() / capacity));
    report.absolute(bottleneck.id("RefusedP99Millis"),
        figure("ms", last.answers().refused().p99()));
    chart(report, "Offered", "Orders offered per second", "orders/s", steps,
        step -> step.answers().sentPerSecond());
    chart(report, "",
        "Orders decided in time, at so many times what " + bottleneck.what(),
        "orders/s", steps, Step::goodput);
    chart(report, "DecidedP99", "99 % of the accepted are decided within", "s", steps,
        Step::p99Seconds);
    chart(report, "RefusedP99", "99 % of the refused know it within", "ms", steps,
        step -> step.answers().refused().p99());
    chart(report, "Heap", "Heap of order-api afterwards", "MB", steps, Step::heapMegabytes);
  }

  private void chart(
      Report report,
      String figure,
      String title,
      String unit,
      List<Step> steps,
      ToDoubleFunction<Step> value) {
    var series = new Series();
    steps.forEach(step -> series.add(step.name(), value.applyAsDouble(step)));
    report.add(
        new Chart(bottleneck.id(figure), title, !unit.equals("orders/s"), series.figures(unit)));
  }

  private static Figure figure(String unit, double value) {
    return new Figure(unit, List.of(value));
  }

  private void audit(LocalSystem system, Report report)
      throws SQLException, InterruptedException {
    var violations = new ArrayList<String>();
    var audit = Audit.run(system.target().auditor(),
        AuditOptions.whateverIsGoingOn().whenDrained());
    audit.findings().forEach(finding -> violations.add(finding.toString()));
    audit.omissions().forEach(omission -> violations.add(omission.toString()));
    long stored = new Decisions(system.target().auditor()).stored();
    if (stored < acceptances || stored > acceptances + unknown) {
      violations.add("%d orders were accepted and %d perhaps, but %d are stored".formatted(
          acceptances, unknown, stored));
    }
    report.audited(EVENT, violations);
  }
}
