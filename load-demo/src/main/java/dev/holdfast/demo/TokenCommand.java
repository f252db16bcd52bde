package dev.holdfast.demo;

import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.access.TokenMint;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./holdfast token}: prints a bearer token. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Prints a bearer token for a role, signed with the key of ./holdfast up, of "
    + "HOLDFAST_KEYS_TOKEN or of --key.")
final class TokenCommand implements Callable<Integer> {

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--role", required = true, paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
  private Role role = Role.BUYER;

  @Option(names = "--account", paramLabel = "ID", description = "Whom the token speaks for; 1 to 64 of A-Z a-z 0-9 _ - (the role, or a new "
      + "account for a buyer).")
  @Nullable
  private String account;

  @Option(names = "--life", defaultValue = "12h", paramLabel = "TIME", description = "How long it is valid (${DEFAULT-VALUE}).")
  private Duration life = Duration.ZERO;

  @Option(names = "--key", paramLabel = "BASE64", description = "The token key.")
  @Nullable
  private String key;

  @Override
  public Integer call() {
    var subject = account;
    if (subject == null) {
      subject = role == Role.BUYER ? UUID.randomUUID().toString() : role.wire();
    } else if (!subject.matches("[A-Za-z0-9_-]{1,64}")) {
      throw refusal("--account must be 1 to 64 of A-Z a-z 0-9 _ -");
    }
    if (life.isZero()) {
      throw refusal("--life must be longer than nothing");
    }
    try {
      var mint = new TokenMint(key == null ? TokenKey.fromEnvironment() : key);
      out().println(mint.mint(role, subject, Instant.now(), life));
      return 0;
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  private java.io.PrintWriter out() {
    return command().commandLine().getOut();
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return spec;
  }
}
