package dev.holdfast.campaign;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.verdict.CampaignReport.Setting;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.localstack.StackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./holdfast campaign}: does the running system keep its promises while all around breaks? */
@Command(name = "./holdfast campaign", mixinStandardHelpOptions = true, sortOptions = false, description = "Sells without a pause while the seed kills, freezes, cuts and poisons: services, PostgreSQL, three "
    + "brokers and the lines between them. Then heals all, drains and audits. Exit code 0 only if every promise was kept.")
public final class RunCampaign implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int SEEDS = 1_000_000;

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--minutes", defaultValue = "2", paramLabel = "N", description = "How long there are load and faults (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(names = "--seed", paramLabel = "S", description = "Chooses load and faults (any).")
  @Nullable
  private Long seed;

  @Option(names = "--fault", paramLabel = "KIND", description = "Only this kind of fault; may be repeated: ${COMPLETION-CANDIDATES}.")
  private List<Kind> kinds = new ArrayList<>();

  @Option(names = "--each", description = "Each kind once and alone, and all well before the next; takes as long as it takes.")
  private boolean each;

  @Option(names = "--no-faults", description = "Load alone.")
  private boolean noFaults;

  @Option(names = "--unsafe", description = "The negative control: workers without their locks. The campaign must fail.")
  private boolean unsafe;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report here as well.")
  @Nullable
  private Path json;

  @Option(names = "--report", paramLabel = "FILE", description = "Write it here as Markdown as well.")
  @Nullable
  private Path markdown;

  private RunCampaign() {}

  public static void main(String[] args) {
    // The text is English whatever the machine speaks, and so are its numbers.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RunCampaign()).setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(tell());
  }

  @Override
  public Integer call() throws InterruptedException {
    var out = requireNonNull(spec).commandLine().getOut();
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed;
    var setting = new Setting(chosen, minutes, each, unsafe, faultOptions());
    var report = new Campaign(setting, kinds(), out).run();
    if (json != null) {
      report.write(json);
    }
    if (markdown != null) {
      report.writeMarkdown(markdown);
    }
    out.println(report.text());
    return report.passed() ? 0 : FAILED;
  }

  private EnumSet<Kind> kinds() {
    if (noFaults) {
      return EnumSet.noneOf(Kind.class);
    }
    return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(kinds);
  }

  private List<String> faultOptions() {
    return noFaults
        ? List.of("--no-faults")
        : kinds.stream().map(kind -> "--fault " + kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Trouble is told in its own words; only what nobody expected shows where it came from. */
  private static IExecutionExceptionHandler tell() {
    return (exception, commandLine, _) -> {
      boolean expected = exception instanceof Trouble || exception instanceof StackException;
      var message = expected ? String.valueOf(exception.getMessage()) : exception.toString();
      commandLine.getErr().println(message);
      if (!expected) {
        exception.printStackTrace(commandLine.getErr());
      }
      commandLine.getOut().println("CAMPAIGN FAIL: " + message.lines().findFirst().orElse(""));
      return FAILED;
    };
  }
}
