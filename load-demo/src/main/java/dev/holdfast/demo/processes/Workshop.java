package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.localstack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL and Kafka, and beside them whichever services somebody starts, one by one. */
public final class Workshop implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Home home;
  private final RunDirectory directory;
  private final Compilation compilation;
  private final Keys keys = Keys.generate();
  private final LocalStack stack;
  private final List<ServiceProcess> services = new ArrayList<>();
  private boolean closed;

  private Workshop(
      Home home,
      RunDirectory directory,
      Compilation compilation,
      LocalStack stack) {
    this.home = home;
    this.directory = directory;
    this.compilation = compilation;
    this.stack = stack;
  }

  /** Starts a stack of its own, whose data is thrown away at the end. */
  public static Workshop open(
      Home home,
      RunDirectory directory,
      Compilation compilation,
      String name) {
    var stack = LocalStack.start(
        compilation.stackIn(directory.path().resolve("stack-" + name)));
    var workshop = new Workshop(home, directory, compilation, stack);
    Runtime.getRuntime().addShutdownHook(new Thread(workshop::close, "stop"));
    return workshop;
  }

  public LocalStack stack() {
    return stack;
  }

  /** Starts one more process of a service, told {@code environment} as well; waits for it. */
  public ServiceProcess start(Service service, Map<String, String> environment)
      throws InterruptedException {
    return start(service, compilation, environment);
  }

  /** The same, with a JVM that compiles otherwise than those of this workshop. */
  public ServiceProcess start(
      Service service,
      Compilation otherwise,
      Map<String, String> environment) throws InterruptedException {
    var settings = ServiceSettings.of(service, ServicePorts.free(), keys, stack.jdbcUrl(),
        stack.bootstrapServers()).with(environment);
    var process = launch(Program.of(service, home, otherwise), settings);
    process.awaitReady(Deadline.in(START_PATIENCE));
    return process;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    services.forEach(ServiceProcess::askToStop);
    services.forEach(ServiceProcess::close);
    stack.close();
  }

  private synchronized ServiceProcess launch(Program program, ServiceSettings settings) {
    if (closed) {
      throw new Trouble("The stack is being stopped");
    }
    var process = ServiceProcess.start(program, settings, directory);
    services.add(process);
    return process;
  }
}
