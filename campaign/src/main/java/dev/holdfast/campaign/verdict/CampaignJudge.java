package dev.holdfast.campaign.verdict;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.audit.ClientsAudit;
import dev.holdfast.audit.TopicsAudit;
import dev.holdfast.campaign.inside.NewerVersions;
import dev.holdfast.campaign.load.Load;
import dev.holdfast.campaign.site.Newer;
import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.campaign.site.Rounds;
import dev.holdfast.campaign.verdict.CampaignReport.Judgement;
import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.demo.verdict.ClientLedger;
import dev.holdfast.demo.verdict.ClientLedgerFile;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.TopicReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Waits until nothing is on its way any more, then holds every promise against database, topics and
 * buyers.
 */
public final class CampaignJudge {

  private static final int LOOK_EVERY_MILLIS = 200;

  private final DataSource auditor;
  private final String bootstrapServers;
  private final Path clientLedger;
  private final DecidedOrders orders;

  /**
   * Looks by no line.
   *
   * @param clientLedger file for what the buyers were told
   */
  public CampaignJudge(DataSource auditor, String bootstrapServers, Path clientLedger) {
    this.auditor = auditor;
    this.bootstrapServers = bootstrapServers;
    this.clientLedger = clientLedger;
    orders = new DecidedOrders(auditor);
  }

  /** Judges a system whose faults are all healed. */
  public Judgement judge(
      Load load,
      Recovery recovery,
      Rounds rounds,
      Duration patience) throws InterruptedException {
    var deadline = Deadline.in(patience);
    try {
      var checks = new ArrayList<Check>();
      checks.add(recovery.check());
      checks.add(everybodyIsServed(load, deadline));
      checks.add(Check.of("MEANWHILE", "while a fault lasts what works is as expected, "
          + "and nobody is ever answered 5xx other than 503", rounds.unexpected()));
      checks.add(everyHoldEnds(deadline));
      boolean drained = drained(deadline);
      checks.add(new Check("I8", "everything sent is decided, announced and shown",
          drained ? 0 : 1, drained ? List.of() : List.of("not within " + patience)));
      checks.add(new ClientLedger(load.attempts(), load.crashes()).checkDecided());
      checks.addAll(audit(load, drained));
      checks.addAll(strangeRecords(rounds));
      return new Judgement(summary(load), checks);
    } catch (SQLException e) {
      throw new Trouble("The database can't be audited: " + e.getMessage(), e);
    }
  }

  private List<Check> strangeRecords(Rounds rounds) throws SQLException {
    var poisoned = rounds.poisoned();
    var newer = rounds.newer();
    var quarantined = orders.quarantined();
    var poison = new PoisonChecks(poisoned);
    return List.of(poison.kept(quarantined),
        poison.answered(orders.status(poisoned.stream().map(Poisoned::orderId).toList())),
        new NewerChecks(newer).decided(
            orders.status(newer.stream().map(Newer::orderId).toList()).keySet(), quarantined));
  }

  private static Check everybodyIsServed(Load load, Deadline deadline)
      throws InterruptedException {
    while (!load.isDone() && !deadline.isOver()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    boolean done = load.isDone();
    load.close();
    var troubles = new ArrayList<>(load.crashes());
    if (!done) {
      troubles.add("some are still waiting");
    }
    return Check.of("ENDED", "every buyer comes to the end of his story", troubles);
  }

  private Check everyHoldEnds(Deadline deadline) throws SQLException, InterruptedException {
    var held = orders.held();
    while (!held.isEmpty() && !deadline.isOver()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      held = orders.held();
    }
    return Check.of("FINAL", "every order is final",
        held.stream().map("order %s is still HELD"::formatted).toList());
  }

  private boolean drained(Deadline deadline) throws SQLException, InterruptedException {
    var left = Duration.ofMillis(Math.max(0, deadline.millisLeft()));
    return new Drain(auditor, new TopicReader(bootstrapServers, "")).await(left);
  }

  private List<Check> audit(Load load, boolean drained) {
    ClientLedgerFile.write(load.attemptsByEvent(), Instant.now(), clientLedger);
    var options = AuditOptions.whateverIsGoingOn().withExpiryRunning();
    options = drained ? options.whenDrained() : options;
    // As new as the newest workers: it knows every version.
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers,
        "interceptor.classes", NewerVersions.class.getName(), NewerVersions.ALL, "true");
    return Check.of(Audit.run(auditor, options)
        .and(TopicsAudit.run(auditor, kafka, options))
        .and(ClientsAudit.run(auditor, kafka, clientLedger, options)));
  }

  private Orders summary(Load load) throws SQLException {
    var attempts = load.attempts();
    return new Orders(attempts.size(),
        attempts.stream().filter(one -> one.acceptance() == Acceptance.ACCEPTED).count(),
        attempts.stream().filter(one -> one.acceptance() == Acceptance.UNKNOWN).count(),
        orders.byStatus(), load.troubles(), load.flooded(), load.read());
  }
}
