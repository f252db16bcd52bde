package dev.holdfast.campaign.verdict;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.audit.Audit;
import dev.holdfast.audit.AuditOptions;
import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.campaign.verdict.CampaignReport.Judgement;
import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.Deadline;
import dev.holdfast.demo.crowd.Traffic;
import dev.holdfast.demo.processes.Trouble;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.demo.verdict.ClientLedger;
import dev.holdfast.demo.verdict.Drain;
import dev.holdfast.demo.verdict.InventoryOrder;
import dev.holdfast.demo.verdict.InventoryReader;
import dev.holdfast.demo.verdict.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Waits until nothing is on its way any more, then holds every promise against database, topics and
 * buyers.
 */
public final class CampaignJudge {

  private static final int LOOK_EVERY_MILLIS = 200;

  private final DataSource auditor;
  private final List<String> eventIds;
  private final TopicReader topics;

  public CampaignJudge(DataSource auditor, String bootstrapServers, List<String> eventIds) {
    this.auditor = auditor;
    this.eventIds = List.copyOf(eventIds);
    topics = new TopicReader(bootstrapServers, new HashSet<>(eventIds));
  }

  /** Judges a system whose faults are all healed. */
  public Judgement judge(Traffic traffic, List<Poisoned> poisoned, Duration patience)
      throws InterruptedException {
    var deadline = Deadline.in(patience);
    try {
      var checks = new ArrayList<Check>();
      checks.add(everybodyIsServed(traffic, deadline));
      boolean ended = everyHoldEnds(deadline, checks);
      boolean drained =
          ended && new Drain(auditor, topics).await(Duration.ofMillis(deadline.millisLeft()));
      checks.add(new Check("I8", "everything sent is decided, announced and shown",
          drained ? 0 : 1,
          drained ? List.of() : List.of("not within %d s".formatted(patience.toSeconds()))));
      var audit = AuditOptions.whateverIsGoingOn().withExpiryRunning();
      checks.addAll(Check.of(Audit.run(auditor, drained ? audit.whenDrained() : audit)));
      var orders = orders();
      checks.addAll(toldAndWritten(traffic, poisoned, orders));
      checks.addAll(new PoisonChecks(auditor, poisoned).all(orders));
      return new Judgement(summary(traffic, orders), checks);
    } catch (SQLException e) {
      throw new Trouble("The database can't be audited: " + e.getMessage(), e);
    }
  }

  private static Check everybodyIsServed(Traffic traffic, Deadline deadline)
      throws InterruptedException {
    while (!traffic.isDone() && !deadline.isOver()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    boolean done = traffic.isDone();
    traffic.close();
    return new Check("ENDED", "every buyer comes to the end of his story", done ? 0 : 1,
        done ? List.of() : List.of("some are still waiting"));
  }

  private boolean everyHoldEnds(Deadline deadline, List<Check> checks)
      throws SQLException, InterruptedException {
    var held = held();
    while (!held.isEmpty() && !deadline.isOver()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      held = held();
    }
    checks.add(Check.of("FINAL", "every order is final", held));
    return held.isEmpty();
  }

  private List<String> held() throws SQLException {
    return orders().values()
        .stream()
        .filter(order -> order.status().equals("HELD"))
        .map(order -> "order %s is still HELD".formatted(order.orderId()))
        .toList();
  }

  private List<Check> toldAndWritten(
      Traffic traffic,
      List<Poisoned> poisoned,
      Map<UUID, InventoryOrder> orders) throws SQLException {
    var told = new ClientLedger(traffic.attempts(), traffic.crashes());
    var ofBuyers = new HashMap<>(orders);
    ofBuyers.keySet().removeAll(poisoned.stream().map(Poisoned::orderId).collect(toSet()));
    var heads = new HashMap<String, Long>();
    for (var eventId : eventIds) {
      heads.put(eventId, new InventoryReader(auditor, eventId).head());
    }
    return List.of(told.checkDecided(), told.check(ofBuyers, topics.placedOrders()),
        topics.checkAnnounced(heads));
  }

  private Map<UUID, InventoryOrder> orders() throws SQLException {
    var orders = new HashMap<UUID, InventoryOrder>();
    for (var eventId : eventIds) {
      orders.putAll(new InventoryReader(auditor, eventId).orders());
    }
    return orders;
  }

  private static Orders summary(Traffic traffic, Map<UUID, InventoryOrder> orders) {
    var attempts = traffic.attempts();
    var byStatus = new TreeMap<String, Integer>();
    orders.values().forEach(order -> byStatus.merge(order.status(), 1, Integer::sum));
    return new Orders(attempts.size(),
        attempts.stream().filter(one -> one.acceptance() == Acceptance.ACCEPTED).count(),
        attempts.stream().filter(one -> one.acceptance() == Acceptance.UNKNOWN).count(),
        byStatus, traffic.tally().troubles());
  }
}
