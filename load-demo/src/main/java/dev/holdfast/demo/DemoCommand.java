package dev.holdfast.demo;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.Memory;
import dev.holdfast.demo.processes.MemoryMeter;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.SystemSettings;
import dev.holdfast.demo.processes.SystemSettings.Mode;
import dev.holdfast.demo.processes.Target;
import dev.holdfast.demo.verdict.ClientLedgerFile;
import dev.holdfast.demo.verdict.Timings;
import dev.holdfast.demo.verdict.Verdict;
import dev.holdfast.demo.verdict.VerdictText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./holdfast demo}: one on-sale, and its verdict. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, description = "Starts everything, lets a crowd buy, audits, and says whether every promise was "
    + "kept: the last line is VERDICT PASS or VERDICT FAIL, the exit code 0 or 1.")
final class DemoCommand implements Callable<Integer> {

  private static final int MEMORY_EVERY_MILLIS = 500;
  private static final Duration UNSAFE_PATIENCE = Duration.ofSeconds(18);

  @Spec
  @Nullable
  private CommandSpec spec;

  @Mixin
  private SaleOptions sale = new SaleOptions();

  @Option(names = "--kill", paramLabel = "SERVICE", description = "kill -9 order-api, inventory-worker or expiry-worker in the middle of the "
      + "sale and start it again; may be repeated.")
  private List<Service> kills = new ArrayList<>();

  @Option(names = "--stop", paramLabel = "SERVICE", description = "SIGTERM, as in a roll-out, where --kill is kill -9; may be repeated.")
  private List<Service> stops = new ArrayList<>();

  @Option(names = "--kill-after", paramLabel = "TIME", description = "When, from the first order on (chosen by the seed).")
  @Nullable
  private Duration killAfter;

  @Option(names = "--no-expiry", description = "No expiry worker: lapsed holds must be sold all the same. Implies "
      + "--persistent.")
  private boolean noExpiry;

  @Option(names = "--unsafe", description = "The negative control: a worker without its locks. It must oversell, and the "
      + "audit must catch it.")
  private boolean unsafe;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures here as well.")
  @Nullable
  private Path json;

  @Option(names = "--client-ledger", paramLabel = "FILE", description = "Write what every buyer was told, for ./holdfast audit --client-ledger.")
  @Nullable
  private Path clientLedger;

  @ArgGroup(exclusive = false)
  @Nullable
  private RunningSystemOptions running;

  @Override
  public Integer call() throws InterruptedException {
    var sound = sale.plan(noExpiry);
    var plan = unsafe ? sound.atMost(sound.hold().plus(UNSAFE_PATIENCE)) : sound;
    var screen = new Screen(command().commandLine().getOut());
    if (running != null) {
      if (unsafe || noExpiry || !kills.isEmpty() || !stops.isEmpty()) {
        throw sale
            .refusal("--unsafe, --no-expiry, --kill and --stop need a system started by the demo "
                + "itself: leave --api away");
      }
      return conclude(running.target(), plan, screen, new Bystander());
    }
    if (noExpiry && (kills.contains(Service.EXPIRY_WORKER)
        || stops.contains(Service.EXPIRY_WORKER))) {
      throw sale.refusal("--no-expiry starts no expiry-worker that --kill or --stop could end");
    }
    return runLocally(plan, screen);
  }

  private int runLocally(SalePlan plan, Screen screen) throws InterruptedException {
    if (unsafe) {
      screen.say("NEGATIVE CONTROL: the worker runs without its locks on the database "
          + LocalSystem.UNSAFE_DATABASE + ". It must oversell, and the verdict must be FAIL.");
    }
    var home = Home.ofThisProgram().prepared();
    var directory = RunDirectory.createIn(home.runs());
    var settings = new SystemSettings(home, Keys.generate(), ServicePorts.free(),
        directory.stack(), false, new Mode(unsafe, !noExpiry, false));
    screen.say("Starting PostgreSQL, Kafka and the services; logs in " + directory.path());
    try (var system = LocalSystem.start(settings, directory)) {
      var chaos = new Chaos(system,
          Chaos.plan(kills, stops, killAfter, plan.hold(), plan.crowd().seed()));
      return conclude(system.target(), plan, screen,
          new Overseer(system, chaos, new MemoryMeter(system)));
    }
  }

  private int conclude(Target target, SalePlan plan, Screen screen, Bystander beside)
      throws InterruptedException {
    var run = new OnSale(target, plan, screen, beside).run();
    beside.ended();
    if (clientLedger != null) {
      ClientLedgerFile.write(Map.of(run.eventId(), run.crowd().attempts()), Instant.now(),
          clientLedger);
    }
    screen.say("Auditing");
    var findings = new Judge(target, run, !noExpiry).judge();
    var verdict = Verdict.of(
        new Verdict.Setting(run.eventId(), plan.crowd().seed(), plan.crowd().buyers(),
            plan.tickets(), plan.hold().toSeconds(), plan.persistent(), unsafe,
            kills.stream().map(Service::folder).toList()),
        findings.sold(), findings.told(), Timings.of(run.crowd().attempts()), beside.memory(),
        findings.checks());
    if (json != null) {
      verdict.write(json);
    }
    screen.say(VerdictText.of(verdict));
    return verdict.passed() ? 0 : Holdfast.FAILED;
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return spec;
  }

  /** Beside a system that is not ours: nothing to kill, nothing to measure. */
  private static class Bystander implements OnSale.Watch {

    @Override
    public void started() {}

    @Override
    public void look() {}

    void ended() throws InterruptedException {}

    Memory memory() {
      return Memory.UNKNOWN;
    }
  }

  /** Beside our own system: chaos, memory, and an eye on every process. */
  private static final class Overseer extends Bystander {

    private final LocalSystem system;
    private final Chaos chaos;
    private final MemoryMeter meter;
    private long lastMeasured;

    Overseer(LocalSystem system, Chaos chaos, MemoryMeter meter) {
      this.system = system;
      this.chaos = chaos;
      this.meter = meter;
    }

    @Override
    public void started() {
      chaos.begin();
    }

    @Override
    public void look() {
      system.requireAlive();
      chaos.requireNoFailure();
      long now = System.nanoTime();
      if (now - lastMeasured > MEMORY_EVERY_MILLIS * 1_000_000L) {
        lastMeasured = now;
        meter.look();
      }
    }

    @Override
    void ended() throws InterruptedException {
      chaos.awaitEnd();
      meter.look();
    }

    @Override
    Memory memory() {
      return meter.memory();
    }
  }
}
