package dev.holdfast.demo.bench.engine;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.demo.bench.BenchPlan;
import dev.holdfast.demo.bench.engine.Decided.Cost;
import dev.holdfast.demo.processes.Compilation;
import dev.holdfast.demo.processes.Service;
import dev.holdfast.demo.processes.ServiceProcess;
import dev.holdfast.demo.processes.Workshop;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.localstack.LocalStack;
import dev.holdfast.messages.EventTerms;
import dev.holdfast.messages.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Kafka and inventory workers: the product without its HTTP door. */
final class Engine implements AutoCloseable {

  private static final int HOLD_SECONDS = 24 * 3600;
  // A worker that was paused while its backlog was written must still be a member of its group.
  private static final String SESSION_MILLIS = "120000";

  private final Workshop workshop;
  private final List<ServiceProcess> workers = new ArrayList<>();
  private @Nullable ServiceProcess api;
  private @Nullable Backlog backlog;
  private @Nullable Crew atWork;
  private int named;

  private Engine(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Who is to work.
   *
   * @param batch most records of one poll
   * @param shown whether order-api runs too
   * @param hasty whether its JVMs compile soon, not fully: warm in a second, and slower
   */
  record Crew(int workers, int batch, boolean shown, boolean hasty) {

    /** One worker with batches of the usual size, as the product has it. */
    static final Crew USUAL = new Crew(1, 1_000, false, false);
  }

  /** A stack of its own, and nobody at work. */
  static Engine open(BenchPlan plan, String name) {
    return new Engine(Workshop.open(plan.home(), plan.directory(), plan.compilation(), name));
  }

  LocalStack stack() {
    return workshop.stack();
  }

  /** Sends home who was at work and starts a new crew; the same crew just stays. */
  void employ(Crew crew) throws InterruptedException {
    if (crew.equals(atWork)) {
      return;
    }
    atWork = crew;
    workers.forEach(ServiceProcess::close);
    workers.clear();
    if (api != null) {
      api.close();
      api = null;
    }
    for (int i = 0; i < crew.workers(); i++) {
      workers.add(start(Service.INVENTORY_WORKER, crew, Map.of(
          "SPRING_KAFKA_CONSUMER_MAX_POLL_RECORDS", Integer.toString(crew.batch()),
          "SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", SESSION_MILLIS)));
    }
    if (crew.shown()) {
      api = start(Service.ORDER_API, crew, Map.of());
    }
  }

  /** Puts new events on sale, with more tickets than anybody will ask for. */
  List<String> openEvents(int count) throws InterruptedException {
    return openEvents(count, EventTerms.MAX_CAPACITY, HOLD_SECONDS);
  }

  List<String> openEvents(int count, int tickets, int holdSeconds) throws InterruptedException {
    var prefix = "sale-%d-".formatted(++named);
    var events = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    backlog().open(events, tickets, holdSeconds);
    awaitAnnounced();
    return events;
  }

  /** Waits until every request is decided and every result acknowledged. */
  void awaitAnnounced() throws InterruptedException {
    try (var progress = progress()) {
      progress.awaitDecided(backlog().end());
      progress.awaitPublished();
    }
  }

  /** Starts another service beside the workers. */
  ServiceProcess start(Service service) throws InterruptedException {
    return workshop.start(service, Map.of());
  }

  /** Lets a backlog of orders build up while the workers are paused, then has it decided. */
  Decided decide(List<String> events, int orders) throws InterruptedException {
    for (var worker : workers) {
      worker.pause();
    }
    long end;
    Cost before;
    try (var progress = progress()) {
      try {
        backlog().place(events, orders);
        end = backlog().end();
        before = cost(progress);
      } finally {
        for (var worker : workers) {
          worker.resume();
        }
      }
      double decided = progress.awaitDecided(end);
      double published = progress.awaitPublished();
      var cost = cost(progress).minus(before);
      double shown = api == null ? 0 : progress.awaitShown(end);
      double first = progress.firstDecision(events);
      return new Decided(orders, decided - first, published - first,
          api == null ? 0 : shown - first, cost);
    }
  }

  /** Every promise that SQL can check; the views too if there are any. */
  List<String> audit() {
    var auditor = stack().dataSource("auditor");
    var options = AuditOptions.whateverIsGoingOn();
    var report = api == null
        ? Audit.runInventory(auditor, options)
        : Audit.run(auditor, options.whenDrained());
    return Check.of(report)
        .stream()
        .filter(check -> !check.passed())
        .map(check -> "%s %s: %d × %s".formatted(check.id(), check.promise(), check.violations(),
            check.examples()))
        .toList();
  }

  /** Only the sales of this run: what is held adds up, and no row of their ledgers is missing. */
  List<String> auditSales() {
    try (var progress = progress()) {
      return progress.unbalancedSales();
    }
  }

  /** The same of these events alone. */
  List<String> auditSales(List<String> events) {
    try (var progress = progress()) {
      return progress.unbalanced(events);
    }
  }

  Progress progress() {
    return new Progress(stack().dataSource("postgres"));
  }

  Backlog backlog() {
    if (backlog == null) {
      backlog = new Backlog(stack().bootstrapServers());
    }
    return backlog;
  }

  List<ServiceProcess> workers() {
    return List.copyOf(workers);
  }

  /** How many results were ever announced. */
  long announced() {
    return backlog().end(Topics.RESULTS);
  }

  @Override
  public void close() {
    if (backlog != null) {
      backlog.close();
    }
    workshop.close();
  }

  private Cost cost(Progress progress) {
    var servers = new HashMap<>(stack().processes());
    return new Cost(seconds(servers.get("postgres")),
        workers.stream()
            .mapToDouble(worker -> seconds(ProcessHandle.of(worker.pid()).orElse(null)))
            .sum(),
        seconds(servers.get("kafka")), progress.walBytes());
  }

  private ServiceProcess start(Service service, Crew crew, Map<String, String> environment)
      throws InterruptedException {
    return crew.hasty()
        ? workshop.start(service, Compilation.SOON, environment)
        : workshop.start(service, environment);
  }

  private static double seconds(@Nullable ProcessHandle process) {
    return process == null ? 0 : ProcessorTime.secondsOf(process);
  }
}
