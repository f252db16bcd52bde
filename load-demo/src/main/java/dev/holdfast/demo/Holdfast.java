package dev.holdfast.demo;

import dev.holdfast.demo.processes.RedisServer;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.localstack.StackException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/** {@code ./holdfast}: see it sell, run it, audit it. */
@Command(name = "./holdfast", mixinStandardHelpOptions = true, description = "Sells limited tickets to crowds and never sells one twice.", subcommands = {
    DemoCommand.class, BenchCommand.class, UpCommand.class, AuditCommand.class,
    TokenCommand.class}, footer = "There are two more: ./holdfast simulate --help, ./holdfast campaign --help")
public final class Holdfast {

  static final int FAILED = 1;

  private Holdfast() {}

  public static void main(String[] args) {
    // The text is English whatever the machine speaks, and so are its numbers.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args.length == 0 ? new String[]{"--help"} : args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Holdfast())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(Service.class, name -> convert(Service::named, name))
        .registerConverter(RedisServer.class, url -> convert(RedisServer::at, url))
        .setParameterExceptionHandler((exception, _) -> refuse(exception))
        .setExecutionExceptionHandler(tell());
  }

  /** What is wrong with the options and where help is, not the whole usage. */
  private static int refuse(ParameterException exception) {
    var commandLine = exception.getCommandLine();
    var err = commandLine.getErr();
    err.println(exception.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try: %s --help".formatted(commandLine.getCommandSpec().qualifiedName()));
    return CommandLine.ExitCode.USAGE;
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
      if (commandLine.getCommand() instanceof DemoCommand) {
        commandLine.getOut().println("VERDICT FAIL: " + message.lines().findFirst().orElse(""));
      }
      return FAILED;
    };
  }

  private static <T> T convert(Function<String, T> reading, String text) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
