package dev.holdfast.demo;

import static java.util.Comparator.comparingInt;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.processes.Target;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.demo.verdict.ClientLedger;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.InventoryOrder;
import dev.holdfast.demo.verdict.InventoryReader;
import dev.holdfast.demo.verdict.Outcome;
import dev.holdfast.demo.verdict.SaleChecks;
import dev.holdfast.demo.verdict.TopicReader;
import dev.holdfast.demo.verdict.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Waits until nothing is on its way any more, then holds every promise against the facts. */
final class Judge {

  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(20);

  private final Target target;
  private final SaleRun run;
  private final boolean expiryRunning;
  private final ClientLedger told;

  Judge(Target target, SaleRun run, boolean expiryRunning) {
    this.target = target;
    this.run = run;
    this.expiryRunning = expiryRunning;
    told = new ClientLedger(run.crowd().attempts(), run.crowd().crashes());
  }

  /** What the database, the topics and the buyers say, side by side. */
  record Findings(
      Outcome outcome, List<Check> checks, Verdict.Sold sold, Verdict.Told told) {}

  Findings judge() throws InterruptedException {
    var topics = new TopicReader(target.bootstrapServers(), run.eventId());
    try {
      boolean drained = new Drain(target.auditor(), topics).await(DRAIN_PATIENCE);
      var inventory = new InventoryReader(target.auditor(), run.eventId());
      var outcome = inventory.outcome();
      var orders = inventory.orders();
      var checks = new ArrayList<Check>();
      checks.addAll(audit(drained));
      checks.add(drained(drained));
      checks.add(told.checkDecided());
      checks.add(told.check(orders, topics.placedOrders()));
      checks.sort(comparingInt(Judge::number));
      checks.addAll(new SaleChecks(run.plan().tickets(), run.crowd().attempts(), outcome)
          .all(run.plan().persistent(), run.crowd().isDone()));
      return new Findings(outcome, checks, sold(outcome, orders), told());
    } catch (SQLException e) {
      throw new Trouble("The database can't be audited: " + e.getMessage(), e);
    }
  }

  private List<Check> audit(boolean drained) {
    var options = AuditOptions.whateverIsGoingOn();
    options = expiryRunning ? options.withExpiryRunning() : options;
    options = drained ? options.whenDrained() : options;
    return Check.of(Audit.run(target.auditor(), options)
        .and(TopicsAudit.run(target.auditor(),
            Map.of("bootstrap.servers", target.bootstrapServers()), options)));
  }

  private static Check drained(boolean drained) {
    return new Check("I8", "everything sent is decided, announced and shown", drained ? 0 : 1,
        drained ? List.of() : List.of("not within " + Durations.show(DRAIN_PATIENCE)));
  }

  private Verdict.Sold sold(Outcome outcome, Map<UUID, InventoryOrder> orders) {
    return new Verdict.Sold(outcome.count("CONFIRMED"), outcome.count("HELD"),
        outcome.count("EXPIRED"), outcome.count("CANCELLED"), outcome.rejected(),
        outcome.available(), outcome.firstWaveHeld(), outcome.oversold(run.plan().tickets()),
        told.lost(orders));
  }

  private Verdict.Told told() {
    var tally = run.crowd().tally();
    return new Verdict.Told(run.crowd().attempts().size(), told.count(Acceptance.ACCEPTED),
        told.count(Acceptance.REFUSED), told.count(Acceptance.UNKNOWN), tally.repeats(),
        tally.troubles(), tally.refundsDue());
  }

  /** Invariants are listed by their number: I2 before I10. */
  private static int number(Check check) {
    return Integer.parseInt(check.id().substring(1));
  }
}
