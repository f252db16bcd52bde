package dev.holdfast.demo;

import dev.holdfast.demo.crowd.CrowdPlan;
import dev.holdfast.messages.EventTerms;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a sale: what is sold, who comes, what they do. */
final class SaleOptions {

  private static final int MAX_BUYERS = 50_000;
  private static final int MAX_SEED = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  @Nullable
  private CommandSpec command;

  @Option(names = "--buyers", defaultValue = "2000", paramLabel = "N", description = "Buyers that order at once (${DEFAULT-VALUE}).")
  private int buyers;

  @Option(names = "--tickets", defaultValue = "100", paramLabel = "N", description = "Tickets there are (${DEFAULT-VALUE}).")
  private int tickets;

  @Option(names = "--hold", defaultValue = "5s", paramLabel = "TIME", description = "How long a hold may stay unpaid, whole seconds (${DEFAULT-VALUE}).")
  private Duration hold = Duration.ZERO;

  @Option(names = "--pay", defaultValue = "0.6", paramLabel = "SHARE", description = "Share of the buyers that pays its hold (${DEFAULT-VALUE}).")
  private double pay;

  @Option(names = "--cancel", defaultValue = "0.1", paramLabel = "SHARE", description = "Share that cancels it; the rest lets it lapse (${DEFAULT-VALUE}).")
  private double cancel;

  @Option(names = "--retry", defaultValue = "0.1", paramLabel = "SHARE", description = "Share that sends its order twice, under the same key (${DEFAULT-VALUE}).")
  private double retry;

  @Option(names = "--persistent", description = "Rejected buyers try again, with a new key, until every ticket is sold.")
  private boolean persistent;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed brings the same crowd (random).")
  @Nullable
  private Long seed;

  @Option(names = "--timeout", defaultValue = "3m", paramLabel = "TIME", description = "When to give up, from the first order on (${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ZERO;

  /** The plan; refuses what makes no sense. */
  SalePlan plan(boolean evenPersistent) {
    require(buyers >= 1 && buyers <= MAX_BUYERS, "--buyers must be 1 to %d", MAX_BUYERS);
    require(tickets >= 0 && tickets <= EventTerms.MAX_CAPACITY, "--tickets must be 0 to %d",
        EventTerms.MAX_CAPACITY);
    require(hold.toSeconds() >= 1 && hold.toSeconds() <= EventTerms.MAX_HOLD_SECONDS
        && hold.toMillis() % 1000 == 0, "--hold must be whole seconds, 1 to %d",
        EventTerms.MAX_HOLD_SECONDS);
    requireShare("--pay", pay);
    requireShare("--cancel", cancel);
    requireShare("--retry", retry);
    require(pay + cancel <= 1, "--pay and --cancel are %s together, which is more than 1",
        pay + cancel);
    require(timeout.compareTo(hold) > 0, "--timeout must be longer than --hold (%s)",
        Durations.show(hold));
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(MAX_SEED) : seed;
    return new SalePlan(tickets, hold, new CrowdPlan(buyers, pay, cancel, retry, chosen),
        persistent || evenPersistent, timeout);
  }

  private void requireShare(String option, double share) {
    require(share >= 0 && share <= 1, option + " must be 0 to 1, but is %s", share);
  }

  private void require(boolean sensible, String message, Object argument) {
    if (!sensible) {
      throw refusal(message.formatted(argument));
    }
  }

  /** The answer to options that don't fit: the message, the usage, exit code 2. */
  ParameterException refusal(String message) {
    var spec = command;
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return new ParameterException(
        spec.commandLine() == null ? new CommandLine(spec) : spec.commandLine(), message);
  }
}
