package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.Keys;
import dev.holdfast.demo.access.TokenMint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any number of processes of the services, all with the same keys, ended together. */
public final class Fleet implements AutoCloseable {

  private final Home home;
  private final RunDirectory directory;
  private final Compilation compilation;
  private final @Nullable Path classes;
  private final Keys keys = Keys.generate();
  private final List<ServiceProcess> services = new ArrayList<>();
  private boolean closed;

  /** Of the services as they are. */
  public Fleet(Home home, RunDirectory directory, Compilation compilation) {
    this(home, directory, compilation, null);
  }

  /**
   * Of services that somebody joins.
   *
   * @param classes a folder that comes first on the class path of each
   */
  public Fleet(
      Home home, RunDirectory directory, Compilation compilation, @Nullable Path classes) {
    this.home = home;
    this.directory = directory;
    this.compilation = compilation;
    this.classes = classes;
  }

  /**
   * Where a process has its place.
   *
   * @param name of its log
   * @param jdbcUrl its way to PostgreSQL
   * @param bootstrapServers its way to Kafka
   */
  public record Berth(
      String name, Service service, ServicePorts ports, String jdbcUrl, String bootstrapServers) {}

  /** Starts one more process, told {@code environment} as well; it is not ready yet. */
  public ServiceProcess launch(Berth berth, Map<String, String> environment) {
    return launch(berth, compilation, environment);
  }

  /** The same, with a JVM that compiles otherwise than those of this fleet. */
  synchronized ServiceProcess launch(
      Berth berth,
      Compilation otherwise,
      Map<String, String> environment) {
    if (closed) {
      throw new Trouble("The services are being stopped");
    }
    var settings = ServiceSettings.of(berth.service(), berth.ports(), keys, berth.jdbcUrl(),
        berth.bootstrapServers()).with(environment);
    var program = classes == null
        ? Program.instance(berth.name(), berth.service(), home, otherwise)
        : Program.joined(berth.name(), berth.service(), home, classes);
    var process = ServiceProcess.start(program, settings, directory);
    services.add(process);
    return process;
  }

  /** Tokens that its order-apis accept. */
  public TokenMint mint() {
    return new TokenMint(keys.token());
  }

  /** Asks all to end at the same time, and waits for them. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    services.forEach(ServiceProcess::askToStop);
    services.forEach(ServiceProcess::close);
  }
}
