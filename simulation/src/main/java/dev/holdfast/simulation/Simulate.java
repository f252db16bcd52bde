package dev.holdfast.simulation;

import static java.util.Objects.requireNonNull;

import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.model.Outcome;
import dev.holdfast.simulation.stage.Fault;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./holdfast simulate}: does the protocol survive any interleaving? */
@Command(name = "./holdfast simulate", mixinStandardHelpOptions = true, description = "Plays the real decision, expiry, publication and projection code in memory, one step "
    + "at a time: crashes, zombies, lost answers, repeats and clocks as the seed says. Exit code 1 if an "
    + "invariant is broken.")
public final class Simulate implements Callable<Integer> {

  private static final int BROKEN = 1;

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--seeds", defaultValue = "1000", paramLabel = "N", description = "How many seeds (${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(names = "--seed", paramLabel = "S", description = "The first seed; alone, it is played by itself and its whole trace is shown.")
  @Nullable
  private Long seed;

  @Option(names = "--mutation", paramLabel = "M", description = "Alter the protocol: ${COMPLETION-CANDIDATES}.")
  @Nullable
  private Mutation mutation;

  @Option(names = "--fault", paramLabel = "F", description = "Let nothing else go wrong; may be repeated: ${COMPLETION-CANDIDATES}.")
  private Set<Fault> faults = EnumSet.noneOf(Fault.class);

  @Option(names = "--steps", defaultValue = "60", paramLabel = "N", description = "How many last steps of a broken seed to show (${DEFAULT-VALUE}).")
  private int steps = 60;

  private Simulate() {}

  public static void main(String[] args) {
    // The text is English whatever the machine speaks, and so are its numbers.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Simulate()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    var parsed = command.getParseResult();
    try (var simulation = new Simulation()) {
      return seed != null && !parsed.hasMatchedOption("--seeds")
          ? playOne(simulation, seed, command.getOut())
          : playAll(simulation, seed == null ? 1 : seed, command.getOut());
    }
  }

  private int playOne(Simulation simulation, long only, PrintWriter out) {
    var outcome = play(simulation, only);
    outcome.trace().forEach(out::println);
    out.println(outcome.broken()
        .map(broken -> verdict(outcome))
        .orElse("seed %d: every invariant held".formatted(only)));
    return outcome.broken().isPresent() ? BROKEN : 0;
  }

  private int playAll(Simulation simulation, long first, PrintWriter out) {
    long start = System.nanoTime();
    for (long next = first; next < first + seeds; next++) {
      var outcome = play(simulation, next);
      if (outcome.broken().isPresent()) {
        last(outcome.trace()).forEach(out::println);
        out.println(verdict(outcome));
        out.println(pace(next - first + 1, start));
        out.println("Again, whole: ./holdfast simulate --seed " + next
            + (mutation == null ? "" : " --mutation " + mutation)
            + faults.stream().map(fault -> " --fault " + fault).collect(Collectors.joining()));
        return BROKEN;
      }
    }
    out.println("%d seeds from %d: every invariant held".formatted(seeds, first));
    out.println(pace(seeds, start));
    return 0;
  }

  private Outcome play(Simulation simulation, long one) {
    return faults.isEmpty()
        ? simulation.play(one, mutation)
        : simulation.play(one, mutation, faults);
  }

  private static String pace(long played, long start) {
    double seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - start).toMillis()) / 1e3;
    return "%d seeds in %.1f s: %.0f a second".formatted(played, seconds, played / seconds);
  }

  private List<String> last(List<String> trace) {
    return trace.subList(Math.max(0, trace.size() - steps), trace.size());
  }

  private static String verdict(Outcome outcome) {
    return outcome.broken()
        .map(broken -> "seed %d breaks %s: %s".formatted(outcome.seed(), broken.invariant(),
            broken.getMessage()))
        .orElse("");
  }
}
