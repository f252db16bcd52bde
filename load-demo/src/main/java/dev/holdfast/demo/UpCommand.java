package dev.holdfast.demo;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.access.RunFile;
import dev.holdfast.demo.access.TokenMint;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.SystemSettings;
import dev.holdfast.demo.processes.SystemSettings.Mode;
import dev.holdfast.demo.processes.Trouble;
import java.io.PrintWriter;
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

/** {@code ./holdfast up}: keeps the whole system running until Ctrl-C. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts PostgreSQL, Kafka and the three services, prints how to use them, and "
    + "stops everything at Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  private static final int LOOK_EVERY_MILLIS = 500;
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  @Spec
  @Nullable
  private CommandSpec spec;

  @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT", description = "Of order-api (${DEFAULT-VALUE}); the next three are for health and metrics.")
  private int port;

  @Option(names = "--keep", description = "Find the data again the next time.")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    var home = Home.ofThisProgram().prepared();
    var other = RunFile.ofRunning(home.runFile());
    if (other != null) {
      throw new Trouble("A system is running here already: %s (process %d). Stop it with Ctrl-C "
          .formatted(other.api(), other.pid()) + "where it was started");
    }
    var ports = ports();
    var keys = Keys.keptIn(home.keys());
    var directory = RunDirectory.createIn(home.runs());
    var settings = new SystemSettings(home, keys, ports,
        keep ? home.keptStack() : directory.stack(), keep, new Mode(false, true, true));
    out().println("Starting PostgreSQL, Kafka and the services; logs in " + directory.path());
    out().flush();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RunFile.delete(home.runFile())));
    try (var system = LocalSystem.start(settings, directory)) {
      new RunFile(ProcessHandle.current().pid(), system.api().toString(), system.jdbcUrl(),
          system.bootstrapServers()).write(home.runFile());
      describe(system, ports, home, new TokenMint(keys.token()));
      while (true) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        system.requireAlive();
      }
    }
  }

  private ServicePorts ports() {
    try {
      return ServicePorts.from(port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command().commandLine(), "--port " + e.getMessage());
    }
  }

  private void describe(LocalSystem system, ServicePorts ports, Home home, TokenMint mint) {
    var now = Instant.now();
    out().println(UpText.of(new UpText.Facts(system.api(), system.jdbcUrl(),
        system.bootstrapServers(), ports.management(Service.ORDER_API),
        ports.management(Service.INVENTORY_WORKER), ports.management(Service.EXPIRY_WORKER),
        home.keys(), keep ? home.keptStack() : null,
        mint.mint(Role.ORGANISER, "organiser", now, TOKEN_LIFE),
        mint.mint(Role.PAYMENTS, "payments", now, TOKEN_LIFE),
        mint.mint(Role.BUYER, UUID.randomUUID().toString(), now, TOKEN_LIFE))));
    out().flush();
  }

  private PrintWriter out() {
    return command().commandLine().getOut();
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return spec;
  }
}
