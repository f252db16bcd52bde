package dev.holdfast.demo;

import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.BenchText;
import dev.holdfast.demo.bench.Findings;
import dev.holdfast.demo.bench.Machine;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.crowds.CrowdParts;
import dev.holdfast.demo.bench.crowds.CrowdSettings;
import dev.holdfast.demo.bench.engine.EngineParts;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RedisServer;
import dev.holdfast.demo.processes.RunDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./holdfast bench}: Holdfast and the alternatives, side by side. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures Holdfast and its alternatives in turn on this machine, audits each, and "
    + "writes a report. Exit code 1 if an audit failed.")
final class BenchCommand implements Callable<Integer> {

  private static final int ROUNDS = 3;
  private static final int QUICK_ROUNDS = 2;

  private final Home home;
  private final Function<BenchPlan, List<Part>> parts;

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--quick", description = "Smaller, only what gives a headline, over HTTP only beside the row lock: minutes, less precise.")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "How often everything is measured (3, quick 2).")
  @Nullable
  private Integer rounds;

  @Option(names = "--only", paramLabel = "PART", description = "Only this part; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--redis", paramLabel = "URL", description = "Let a lock per event in this Redis take part as well, such as redis://localhost:6379.")
  @Nullable
  private RedisServer redis;

  @Mixin
  private ReportOptions report = new ReportOptions();

  BenchCommand() {
    home = Home.ofThisProgram();
    parts = this::everything;
  }

  BenchCommand(Home home, Function<BenchPlan, List<Part>> parts) {
    this.home = home;
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (redis != null) {
      redis.requireAnswer();
    }
    var started = Instant.now();
    var screen = new Screen(command().commandLine().getOut());
    var runs = RunDirectory.createIn(home.prepared().runs());
    var plan = new BenchPlan(home, runs, quick, rounds(), new Machine());
    var findings = new Findings(screen::say);
    var chosen = chosen(parts.apply(plan));
    try {
      for (int i = 0; i < chosen.size(); i++) {
        var part = chosen.get(i);
        screen.say("Part " + part.name());
        run(part, findings);
        if (i + 1 < chosen.size() && !part.shares().equals(chosen.get(i + 1).shares())) {
          // What the next parts do not need must not take processor time from them.
          part.close();
        }
      }
    } finally {
      chosen.forEach(Part::close);
      // What the parts before a failure found took minutes to find.
      report(findings, plan.machine(), started, screen);
    }
    return findings.clean() ? 0 : Holdfast.FAILED;
  }

  /** A part that broke off must not look like one that kept every promise. */
  private static void run(Part part, Findings findings) throws InterruptedException {
    long began = System.nanoTime();
    try {
      part.run(findings);
      findings.took(part.name(), (System.nanoTime() - began) / 1e9);
      findings.audited(part.name() + ", its headline", findings.missing(part.headline())
          .stream()
          .map(key -> key + " was not measured")
          .toList());
    } catch (RuntimeException e) {
      findings.audited(part.name(), List.of("broke off: " + e.getMessage()));
      throw e;
    }
  }

  private void report(Findings findings, Machine machine, Instant started, Screen screen) {
    var options = command().commandLine().getParseResult().originalArgs();
    screen.say(BenchText.of(findings, machine));
    screen.say("The page is " + report.write(findings, machine, started, options));
    screen.say("All of it took %d s".formatted(
        Duration.between(started, Instant.now()).toSeconds()));
  }

  private List<Part> everything(BenchPlan plan) {
    var crowds = new CrowdParts(new CrowdSettings(plan, redis));
    return Stream.of(new EngineParts(plan).parts(), crowds.parts()).flatMap(List::stream).toList();
  }

  private List<Part> chosen(List<Part> all) {
    var names = all.stream().map(Part::name).toList();
    for (var name : only) {
      if (!names.contains(name)) {
        throw new ParameterException(command().commandLine(),
            "--only must be one of %s, but is %s".formatted(String.join(", ", names), name));
      }
    }
    return all.stream()
        .filter(part -> only.isEmpty()
            ? !part.onlyByName() && (!quick || !part.headline().isEmpty())
            : only.contains(part.name()))
        .toList();
  }

  private int rounds() {
    if (rounds == null) {
      return quick ? QUICK_ROUNDS : ROUNDS;
    }
    if (rounds < 1) {
      throw new ParameterException(command().commandLine(), "--rounds must be 1 or more");
    }
    return rounds;
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return spec;
  }
}
