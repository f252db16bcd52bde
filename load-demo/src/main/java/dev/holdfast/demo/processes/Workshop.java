package dev.holdfast.demo.processes;

import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.localstack.LocalStack;
import java.time.Duration;
import java.util.Map;

/** PostgreSQL and Kafka, and beside them whichever services somebody starts, one by one. */
public final class Workshop implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Fleet fleet;
  private final LocalStack stack;

  private Workshop(Fleet fleet, LocalStack stack) {
    this.fleet = fleet;
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
    var workshop = new Workshop(new Fleet(home, directory, compilation), stack);
    Runtime.getRuntime().addShutdownHook(new Thread(workshop::close, "stop"));
    return workshop;
  }

  public LocalStack stack() {
    return stack;
  }

  /** Starts one more process of a service, told {@code environment} as well; waits for it. */
  public ServiceProcess start(Service service, Map<String, String> environment)
      throws InterruptedException {
    return ready(fleet.launch(berth(service), environment));
  }

  /** The same, with a JVM that compiles otherwise than those of this workshop. */
  public ServiceProcess start(
      Service service,
      Compilation otherwise,
      Map<String, String> environment) throws InterruptedException {
    return ready(fleet.launch(berth(service), otherwise, environment));
  }

  @Override
  public void close() {
    fleet.close();
    stack.close();
  }

  private Fleet.Berth berth(Service service) {
    return new Fleet.Berth(service.folder(), service, ServicePorts.free(), stack.jdbcUrl(),
        stack.bootstrapServers());
  }

  private static ServiceProcess ready(ServiceProcess process) throws InterruptedException {
    process.awaitReady(Deadline.in(START_PATIENCE));
    return process;
  }
}
