package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.TokenMint;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.localstack.LocalStack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** PostgreSQL, Kafka and the three services, each a process of its own on this machine. */
public final class LocalSystem implements AutoCloseable {

  /** A name the worker insists on before it drops its locks. */
  public static final String UNSAFE_DATABASE = "holdfast_unsafe";

  private static final String DATABASE = "holdfast";
  // A service that dies is noticed at once; this is for a machine that is very busy.
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);

  // No balancer has to notice anything; every demo would take longer.
  private static final Duration FAREWELL = Duration.ofMillis(300);

  private final SystemSettings settings;
  private final RunDirectory directory;
  private final LocalStack stack;
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private boolean closed;

  private LocalSystem(SystemSettings settings, RunDirectory directory) {
    this.settings = settings;
    this.directory = directory;
    var place = settings.mode().compilation().stackIn(settings.stack());
    stack = LocalStack.start(settings.keep() ? place.keepingState() : place);
  }

  /** Starts everything and waits until all of it is ready. */
  public static LocalSystem start(SystemSettings settings, RunDirectory directory)
      throws InterruptedException {
    for (var service : Service.values()) {
      settings.home().jar(service);
    }
    var system = new LocalSystem(settings, directory);
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    try {
      system.startServices();
      return system;
    } catch (RuntimeException | InterruptedException e) {
      system.close();
      throw e;
    }
  }

  /** Its doors. */
  public Target target() {
    return new Target(api(), stack.dataSource(database(), "auditor"), stack.bootstrapServers(),
        new TokenMint(settings.keys().token()));
  }

  public URI api() {
    return URI.create("http://127.0.0.1:" + settings.ports().api());
  }

  public String jdbcUrl() {
    return stack.jdbcUrl(database());
  }

  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /** Throws, with what its log says last, if a service has died by itself. */
  public synchronized void requireAlive() {
    if (!closed) {
      services().forEach(ServiceProcess::requireAlive);
    }
  }

  /** kill -9 of a service. */
  public void kill(Service service) throws InterruptedException {
    process(service).kill();
  }

  /** SIGTERM of a service, which must then end by itself. */
  public void stop(Service service) throws InterruptedException {
    process(service).stop();
  }

  /** Stops the clock of a service, lets something happen, and lets it go on. */
  public <T> T whilePaused(Service service, Supplier<T> what) throws InterruptedException {
    var process = process(service);
    process.pause();
    try {
      return what.get();
    } finally {
      process.resume();
    }
  }

  /** Starts a killed service again and waits until it is ready. */
  public void restart(Service service) throws InterruptedException {
    var process = process(service);
    relaunch(process);
    process.awaitReady(Deadline.in(START_PATIENCE));
  }

  /** Processor time that a service has taken since it was started last. */
  public Duration cpuOf(Service service) {
    return ProcessHandle.of(process(service).pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new Trouble("Nobody knows the processor time of " + service));
  }

  /** The processes of the services by name, as they are now. */
  Map<String, Long> pids() {
    var pids = new HashMap<String, Long>();
    services().forEach(service -> pids.put(service.name(), service.pid()));
    return pids;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    services().forEach(ServiceProcess::askToStop);
    services().forEach(ServiceProcess::close);
    stack.close();
  }

  private void startServices() throws InterruptedException {
    if (settings.mode().unsafe()) {
      stack.createDatabase(UNSAFE_DATABASE);
    }
    for (var service : Service.values()) {
      if (service != Service.EXPIRY_WORKER || settings.mode().expiry()) {
        start(service);
      }
    }
    var deadline = Deadline.in(START_PATIENCE);
    for (var process : services()) {
      process.awaitReady(deadline);
    }
  }

  /** Not while closing: a service started then would be an orphan. */
  private synchronized void start(Service service) {
    if (!closed) {
      services.put(service,
          ServiceProcess.start(Program.of(service, settings.home(), settings.mode().compilation()),
              settings(service),
              directory));
    }
  }

  private synchronized void relaunch(ServiceProcess process) {
    if (!closed) {
      process.restart();
    }
  }

  private ServiceSettings settings(Service service) {
    var common = ServiceSettings.of(service, settings.ports(), settings.keys(), jdbcUrl(),
        bootstrapServers());
    return switch (service) {
      case ORDER_API -> common.with(Map.of(
          "HOLDFAST_DEMO_PAYMENTS", Boolean.toString(settings.mode().demoPayments()),
          "HOLDFAST_FAREWELL", FAREWELL.toString(),
          "HOLDFAST_LONGEST_WAIT", settings.mode().longestWait().toString()));
      case INVENTORY_WORKER -> common.with(worker(settings.mode()));
      case EXPIRY_WORKER -> common;
    };
  }

  private static Map<String, String> worker(SystemSettings.Mode mode) {
    var settings = new HashMap<>(mode.worker());
    settings.put("HOLDFAST_UNSAFE", Boolean.toString(mode.unsafe()));
    if (mode.shards() != 0) {
      settings.put("HOLDFAST_PARTITIONS", Integer.toString(mode.shards()));
    }
    return settings;
  }

  private String database() {
    return settings.mode().unsafe() ? UNSAFE_DATABASE : DATABASE;
  }

  private ServiceProcess process(Service service) {
    var process = services.get(service);
    if (process == null) {
      throw new IllegalStateException(service + " was not started");
    }
    return process;
  }

  private synchronized List<ServiceProcess> services() {
    return new ArrayList<>(services.values());
  }
}
