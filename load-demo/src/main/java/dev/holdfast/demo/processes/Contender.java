package dev.holdfast.demo.processes;

import dev.holdfast.demo.crowd.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A contender of the benchmark in a JVM of its own, with the memory and options of order-api. */
public final class Contender implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final URI api;
  private final ServiceProcess process;

  private Contender(URI api, ServiceProcess process) {
    this.api = api;
    this.process = process;
  }

  /**
   * Starts the contender of that profile; it is not ready yet.
   *
   * @param servers where its database is, and what else it needs
   */
  public static Contender start(
      String profile,
      Compilation compilation,
      Map<String, String> servers,
      RunDirectory directory) {
    int port = ServicePorts.free().api();
    var environment = new HashMap<>(servers);
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SPRING_PROFILES_ACTIVE", profile);
    var api = URI.create("http://127.0.0.1:" + port);
    var process = ServiceProcess.start(Program.contender(profile, compilation),
        new ServiceSettings(environment, api.resolve("/ready")), directory);
    Runtime.getRuntime().addShutdownHook(new Thread(process::askToStop, "stop " + profile));
    return new Contender(api, process);
  }

  public void awaitReady() throws InterruptedException {
    process.awaitReady(Deadline.in(START_PATIENCE));
  }

  public URI api() {
    return api;
  }

  /** Throws, with what its log says last, if it has died. */
  public void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
