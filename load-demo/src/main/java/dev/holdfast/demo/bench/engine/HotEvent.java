package dev.holdfast.demo.bench.engine;

import dev.holdfast.demo.bench.Chart;
import dev.holdfast.demo.bench.Figure;
import dev.holdfast.demo.bench.Report;
import dev.holdfast.demo.bench.Series;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One hot event: the engine, the direct design and the bare COPY in turn on one server. */
final class HotEvent {

  private static final String ENGINE = "Holdfast engine";
  private static final String COPY = "COPY of the same rows";
  private static final String DIRECT = "row lock, connections: %d";
  private static final int TICKETS = 10_000_000;
  private static final int NAMED_CONNECTIONS = 32;
  private static final int WARM_UPS = 4;

  private final Engine engine;
  private final DirectRowLock direct;
  private final BareCopy copy;
  private final int orders;
  private final List<Integer> connections;
  private final Duration directTime;
  private final Series rates = new Series();
  private final Series micros = new Series();
  private final Series bytes = new Series();
  private int sale;

  /** The direct design with each number of connections for {@code directTime}. */
  HotEvent(Engine engine, int orders, List<Integer> connections, Duration directTime)
      throws SQLException {
    this.engine = engine;
    this.orders = orders;
    this.connections = List.copyOf(connections);
    this.directTime = directTime;
    direct = DirectRowLock.in(engine.stack().createDatabase("direct"));
    copy = BareCopy.beside(engine.stack().dataSource("postgres"));
  }

  /** Everybody as often, unmeasured: compilers and caches get warm. */
  void warm() throws SQLException, IOException, InterruptedException {
    for (int time = 0; time < WARM_UPS; time++) {
      var event = engine.openEvents(1);
      engine.decide(event, orders);
      copy.perSecond(event.getFirst());
      direct(NAMED_CONNECTIONS);
    }
  }

  /** Everybody once, and an audit of what they left. */
  void round(int number, Report report) throws SQLException, IOException, InterruptedException {
    long announced = engine.announced();
    var event = engine.openEvents(1);
    var decided = engine.decide(event, orders);
    rates.add(ENGINE, decided.perSecond());
    note(decided);
    for (int count : connections) {
      rates.add(DIRECT.formatted(count), direct(count));
    }
    rates.add(COPY, copy.perSecond(event.getFirst()));
    report.say("  round %d: engine %,.0f/s (decided %,.0f/s), row lock %,.0f/s, COPY %,.0f/s"
        .formatted(number, decided.perSecond(), orders / decided.decidedSeconds(),
            latest(DIRECT.formatted(NAMED_CONNECTIONS)), latest(COPY)));
    report.audited("engine, hot event, round " + number, engine.auditSales());
    report.audited("engine, results of round " + number,
        engine.announced() - announced >= orders
            ? List.of()
            : List.of("fewer results than decisions"));
    report.audited("row lock, round " + number, direct.audit());
  }

  void conclude(Report report) {
    report.add(new Chart("hotEvent", "One hot event: decided and published, no HTTP", false,
        rates.figures("decisions/s")));
    report.add(new Chart("costPerDecision", "Processor time per decision", true,
        micros.figures("µs")));
    report.add(new Chart("bytesPerDecision", "Write-ahead log per decision", true,
        bytes.figures("bytes")));
    report.absolute("engineDecisionsPerSecond", rates.figure(ENGINE, "decisions/s"));
    report.ratio("engineVsDirect", rates.ratio(ENGINE, DIRECT.formatted(NAMED_CONNECTIONS)));
    report.ratio("engineVsCopy", rates.ratio(ENGINE, COPY));
    report.add(new Chart("engineRatios", "How many times as fast the engine is", false,
        ratios()));
  }

  private Map<String, Figure> ratios() {
    var best = connections.stream()
        .map(DIRECT::formatted)
        .max(Comparator.comparingDouble(name -> rates.figure(name, "").median()))
        .orElseThrow();
    var ratios = new LinkedHashMap<String, Figure>();
    var named = DIRECT.formatted(NAMED_CONNECTIONS);
    ratios.put("as " + named, rates.ratio(ENGINE, named));
    ratios.put("as the best: " + best, rates.ratio(ENGINE, best));
    ratios.put("as " + COPY, rates.ratio(ENGINE, COPY));
    return ratios;
  }

  private void note(Decided decided) {
    var cost = decided.cost();
    micros.add("PostgreSQL", decided.micros(cost.postgres()));
    micros.add("inventory-worker", decided.micros(cost.worker()));
    micros.add("Kafka", decided.micros(cost.broker()));
    bytes.add("engine", cost.walBytes() / decided.requests());
  }

  private double direct(int count) throws SQLException, InterruptedException {
    var event = "sale-" + ++sale;
    direct.open(event, TICKETS);
    return direct.perSecond(event, count, directTime);
  }

  private double latest(String name) {
    return rates.figure(name, "").runs().getLast();
  }
}
