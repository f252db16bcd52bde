package dev.holdfast.demo.bench.crowds;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.demo.access.Role;
import dev.holdfast.demo.client.HttpRequest;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.PatientClient;
import dev.holdfast.demo.crowd.Tally;
import dev.holdfast.demo.processes.LocalSystem;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** Holdfast itself, as its jars are. */
final class HoldfastRival implements Rival {

  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);
  private static final Duration OPENING_PATIENCE = Duration.ofMinutes(2);
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final int OPENING_AT_ONCE = 50;

  private static final String STORED =
      """
      SELECT count(*) FILTER (WHERE status = 'HELD'),
             count(*) FILTER (WHERE status = 'REJECTED')
        FROM inventory.orders
      """;

  // A hold of hours: nothing expires while we measure. The limit lets a shopper buy on and on.
  private static final String TERMS =
      """
      {"name": "The on-sale", "capacity": CAPACITY, "priceMinor": 4500, "currency": "EUR",
       "holdSeconds": 36000, "perOrderLimit": 4, "perCustomerLimit": 10000000,
       "state": "OPEN", "latePayment": "REFUND"}
      """;

  private final LocalSystem system;
  private final Told told = new Told();

  HoldfastRival(LocalSystem system) {
    this.system = system;
  }

  @Override
  public Entrant entrant() {
    return Entrant.HOLDFAST;
  }

  @Override
  public void open(Collection<String> eventIds, int capacity) throws InterruptedException {
    var left = List.copyOf(eventIds);
    for (int from = 0; from < left.size(); from += OPENING_AT_ONCE) {
      var some = left.subList(from, Math.min(left.size(), from + OPENING_AT_ONCE));
      Together.each(some, eventId -> open(eventId, capacity));
    }
  }

  private void open(String eventId, int capacity) {
    var token = system.target().mint().mint(Role.ORGANISER, "organiser", Instant.now(), TOKEN_LIFE);
    var request = HttpRequest
        .put("/v1/events/" + eventId, TERMS.replace("CAPACITY", Integer.toString(capacity)))
        .as(token);
    var deadline = Deadline.in(OPENING_PATIENCE);
    try (var client = new PatientClient(system.api(), deadline, new SplittableRandom(),
        new Tally())) {
      var answer = client.ask(request);
      while (answer.status() == 202 && !deadline.isOver()) {
        answer = client.ask(request);
      }
      if (answer.status() != 200 && answer.status() != 201) {
        throw new Trouble("The event could not be opened: " + answer.describe());
      }
    }
  }

  @Override
  public HoldfastShopper shopper(Deadline deadline) {
    return new HoldfastShopper(system.api(), told, deadline);
  }

  @Override
  public List<String> audit() throws InterruptedException {
    var target = system.target();
    try {
      var violations = new ArrayList<String>();
      if (!new Drain(target.auditor(), new TopicReader(target.bootstrapServers(), ""))
          .await(DRAIN_PATIENCE)) {
        return List.of("not decided, announced and shown within " + DRAIN_PATIENCE);
      }
      var report =
          Audit.run(target.auditor(), AuditOptions.whateverIsGoingOn().whenDrained());
      report.findings().forEach(finding -> violations.add(finding.toString()));
      report.omissions().forEach(omission -> violations.add(omission.toString()));
      violations.addAll(disagreements());
      return violations;
    } catch (SQLException e) {
      throw new Trouble("Holdfast can't be audited: " + e.getMessage(), e);
    }
  }

  private List<String> disagreements() throws SQLException {
    try (var connection = system.target().auditor().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STORED)) {
      rows.next();
      return told.disagreements(rows.getLong(1), rows.getLong(2));
    }
  }

  @Override
  public void rest() {}

  @Override
  public Told told() {
    return told;
  }

  @Override
  public void requireAlive() {
    system.requireAlive();
  }

  @Override
  public void close() {
    system.close();
  }
}
