package dev.holdfast.demo;

import dev.holdfast.demo.bench.BenchJson;
import dev.holdfast.demo.bench.BenchPage;
import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.BenchText;
import dev.holdfast.demo.bench.Findings;
import dev.holdfast.demo.bench.Machine;
import dev.holdfast.demo.bench.Part;
import dev.holdfast.demo.bench.crowds.CrowdParts;
import dev.holdfast.demo.bench.crowds.CrowdSettings;
import dev.holdfast.demo.bench.crowds.Entrant;
import dev.holdfast.demo.bench.engine.EnginePart;
import dev.holdfast.demo.bench.engine.ExpiryPart;
import dev.holdfast.demo.bench.engine.GrowthPart;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./holdfast bench}: Holdfast and the alternatives, side by side. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures Holdfast and its alternatives in turn on this machine, audits each, and "
    + "writes a report. Exit code 1 if an audit failed.")
final class BenchCommand implements Callable<Integer> {

  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 3;

  private final Home home;
  private final Function<BenchPlan, List<Part>> parts;

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--quick", description = "Smaller and fewer rounds: under 3 minutes, less precise.")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "How often everything is measured (5, quick 3).")
  @Nullable
  private Integer rounds;

  @Option(names = "--only", paramLabel = "PART", description = "Only this part; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--report", paramLabel = "FILE", defaultValue = "bench-report.html", description = "Where the page goes (${DEFAULT-VALUE}).")
  private Path report = Path.of("bench-report.html");

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures here as well.")
  @Nullable
  private Path json;

  BenchCommand() {
    this(Home.ofThisProgram(), BenchCommand::everything);
  }

  BenchCommand(Home home, Function<BenchPlan, List<Part>> parts) {
    this.home = home;
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    var started = Instant.now();
    var screen = new Screen(command().commandLine().getOut());
    var runs = RunDirectory.createIn(home.prepared().runs());
    var plan = new BenchPlan(home, runs, quick, rounds(), new Machine());
    var findings = new Findings(screen::say);
    var chosen = chosen(parts.apply(plan));
    try {
      for (var part : chosen) {
        screen.say("Part " + part.name());
        run(part, findings);
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
    try {
      part.run(findings);
    } catch (RuntimeException e) {
      findings.audited(part.name(), List.of("broke off: " + e.getMessage()));
      throw e;
    }
  }

  private void report(Findings findings, Machine machine, Instant started, Screen screen) {
    var options = command().commandLine().getParseResult().originalArgs();
    screen.say(BenchText.of(findings, machine));
    write(report, BenchPage.of(findings, machine, started, options));
    screen.say("The page is " + report.toAbsolutePath());
    if (json != null) {
      write(json, BenchJson.write(findings, machine, started, options));
    }
  }

  private static List<Part> everything(BenchPlan plan) {
    var crowds = new CrowdParts(new CrowdSettings(plan.home(), plan.directory(), plan.rounds(),
        plan.quick(), EnumSet.allOf(Entrant.class)));
    return Stream.concat(
        crowds.parts().stream(),
        Stream.of(new EnginePart(plan), new ExpiryPart(plan), new GrowthPart(plan))).toList();
  }

  private List<Part> chosen(List<Part> all) {
    var names = all.stream().map(Part::name).toList();
    for (var name : only) {
      if (!names.contains(name)) {
        throw new ParameterException(command().commandLine(),
            "--only must be one of %s, but is %s".formatted(String.join(", ", names), name));
      }
    }
    return all.stream().filter(part -> only.isEmpty() || only.contains(part.name())).toList();
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

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Trouble("Can't write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
