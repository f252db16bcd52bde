package dev.holdfast.campaign.site;

import static java.util.Objects.requireNonNull;

import dev.holdfast.campaign.inside.Accomplice;
import dev.holdfast.campaign.schedule.Kind;
import dev.holdfast.campaign.schedule.Targets;
import dev.holdfast.demo.access.TokenMint;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.Fleet;
import dev.holdfast.demo.processes.Fleet.Berth;
import dev.holdfast.demo.processes.Home;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.RunDirectory;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServicePorts;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.localstack.LocalCluster;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Three brokers, PostgreSQL and five service processes on this machine, and the lines between. */
public final class Site implements AutoCloseable {

  /** Of either topic: few, so that many events share one. */
  public static final int PARTITIONS = 4;

  private static final String DATABASE = "holdfast";
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);

  private final boolean unsafe;
  private final Lines lines = new Lines();
  private final LocalCluster cluster;
  private final Fleet fleet;
  private final Map<Instance, ServiceProcess> services = new LinkedHashMap<>();
  private final Map<String, Accomplice> accomplices = new HashMap<>();
  private final Map<String, URI> apis = new LinkedHashMap<>();
  private boolean closed;

  private Site(Home home, RunDirectory directory, boolean unsafe) {
    this.unsafe = unsafe;
    cluster = LocalCluster.start(directory.stack(), 0, lines.doors());
    var inside = directory.path().resolve("inside");
    Accomplice.install(inside);
    fleet = new Fleet(home, directory, Compilation.SOON, inside);
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param unsafe the negative control: workers without their locks
   */
  public static Site start(Home home, RunDirectory directory, boolean unsafe)
      throws InterruptedException {
    var site = new Site(home, directory, unsafe);
    Runtime.getRuntime().addShutdownHook(new Thread(site::close, "stop"));
    try {
      site.lines.connectPostgres(site.cluster.postgresPort());
      site.cluster.createDatabase(site.database());
      MovedDatabaseClock.install(site.operator());
      for (var instance : Instance.ALL) {
        site.launch(instance, new Accomplice(directory.path().resolve(instance.name())));
      }
      site.awaitHealth();
      FullDisk.prepare(site.superuser());
      return site;
    } catch (RuntimeException | InterruptedException e) {
      site.close();
      throw e;
    }
  }

  private void launch(Instance instance, Accomplice accomplice) {
    accomplices.put(instance.name(), accomplice);
    var ports = ServicePorts.free();
    var berth = new Berth(instance.name(), instance.service(), ports,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(lines.postgresPort(instance), database()),
        lines.bootstrapServers(instance));
    var environment = new HashMap<>(accomplice.environment());
    environment.put("HOLDFAST_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("HOLDFAST_UNSAFE", Boolean.toString(unsafe));
    services.put(instance, fleet.launch(berth, environment));
    if (instance.service() == Service.ORDER_API) {
      apis.put(instance.name(), URI.create("http://127.0.0.1:" + ports.api()));
    }
  }

  /** What a schedule may aim at. */
  public static Targets targets() {
    return new Targets(
        Instance.ALL.stream().map(Instance::name).toList(),
        workers(),
        CrashPoint.all().stream().map(CrashPoint::words).toList(),
        Stream.of(Service.values()).map(Service::folder).toList(),
        IntStream.rangeClosed(1, LocalCluster.BROKERS).mapToObj(index -> "kafka-" + index).toList(),
        Lines.names(),
        Stream.of(Poison.values()).map(Poison::words).toList());
  }

  /** The instances of order-api, by name. */
  public Map<String, URI> apis() {
    return Collections.unmodifiableMap(apis);
  }

  /** The names of the instances of inventory-worker. */
  static List<String> workers() {
    return Instance.ALL.stream()
        .filter(instance -> instance.service() == Service.INVENTORY_WORKER)
        .map(Instance::name)
        .toList();
  }

  /** Faults that this machine does not allow. */
  public Set<Kind> impossible() {
    var impossible = EnumSet.noneOf(Kind.class);
    if (!cluster.canFillDisk()) {
      impossible.add(Kind.FILL_DISK);
    }
    if (!cluster.canLimitFiles()) {
      impossible.add(Kind.LIMIT_FILES);
    }
    return impossible;
  }

  /** Tokens that order-api accepts. */
  public TokenMint mint() {
    return fleet.mint();
  }

  /** All brokers, by no line. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Reads both schemas, by no line. */
  public DataSource auditor() {
    return cluster.dataSource(database(), "auditor");
  }

  /** Throws, with what its log says last, if a service has died by itself. */
  public void requireAlive() {
    services.values().forEach(ServiceProcess::requireAlive);
  }

  /** Has every service write into its log what each of its threads is doing. */
  public void dumpThreads() throws InterruptedException {
    for (var service : services.values()) {
      service.dumpThreads();
    }
  }

  /** Waits until every process is ready; throws, with what its log says last, if one is not. */
  public void awaitHealth() throws InterruptedException {
    cluster.awaitBrokers();
    var deadline = Deadline.in(START_PATIENCE);
    for (var service : services.values()) {
      service.awaitReady(deadline);
    }
  }

  /** Lets releases go on that a worker halted when it last looked at a moved clock. */
  public void letReleasesGoOn() throws InterruptedException {
    operator().letReleasesGoOn();
  }

  Operator operator() {
    return new Operator(superuser());
  }

  /** May do anything, by no line. */
  DataSource superuser() {
    return cluster.dataSource(database(), "postgres");
  }

  /** Who does inside that process what the campaign wants. */
  Accomplice accomplice(String name) {
    return requireNonNull(accomplices.get(name), name);
  }

  LocalCluster cluster() {
    return cluster;
  }

  Lines lines() {
    return lines;
  }

  ServiceProcess process(String name) {
    return services.entrySet()
        .stream()
        .filter(service -> service.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  List<ServiceProcess> processes(Service service) {
    return services.entrySet()
        .stream()
        .filter(entry -> entry.getKey().service() == service)
        .map(Map.Entry::getValue)
        .toList();
  }

  private String database() {
    return unsafe ? LocalSystem.UNSAFE_DATABASE : DATABASE;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    fleet.close();
    cluster.close();
    lines.close();
  }
}
