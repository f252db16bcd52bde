package dev.holdfast.demo.verdict;

import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.demo.crowd.Attempt;
import dev.holdfast.demo.crowd.Attempt.Acceptance;
import dev.holdfast.demo.crowd.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What all buyers were told, to be held against what the inventory and the topic say (I11). */
public final class ClientLedger {

  private static final String PROMISE =
      "what the buyers were told is true: every 202 is in the topic and decided, no refusal is, "
          + "nothing went backwards";

  private final List<Attempt> attempts;
  private final List<String> crashes;

  /**
   * The ledger of a crowd.
   *
   * @param crashes buyers that got an answer nobody can understand
   */
  public ClientLedger(List<Attempt> attempts, List<String> crashes) {
    this.attempts = attempts;
    this.crashes = crashes;
  }

  /** Holds the ledger against the inventory's orders and the orders placed on the topic. */
  public Check check(Map<UUID, InventoryOrder> orders, Set<UUID> onTopic) {
    var violations = new ArrayList<>(crashes);
    for (var attempt : attempts) {
      violations.addAll(attempt.broken());
      if (attempt.acceptance() == Acceptance.ACCEPTED) {
        checkAccepted(attempt, orders, onTopic, violations);
      }
    }
    checkOrdersNobodyWasPromised(orders, violations);
    return Check.of("I11", PROMISE, violations);
  }

  /** Every accepted order is decided, and the buyer knows. */
  public Check checkDecided() {
    return Check.of("I8", "every 202 reaches a decision, and the buyer hears of it",
        attempts.stream()
            .filter(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
            .filter(attempt -> attempt.decidedNanos() == 0)
            .map(attempt -> "order %s is still %s".formatted(attempt.orderId(),
                attempt.seen().status()))
            .toList());
  }

  /** Accepted orders that the inventory does not have. */
  public long lost(Map<UUID, InventoryOrder> orders) {
    return attempts.stream()
        .filter(attempt -> attempt.acceptance() == Acceptance.ACCEPTED)
        .filter(attempt -> !orders.containsKey(attempt.orderId()))
        .count();
  }

  /** Number of attempts that ended like this. */
  public long count(Acceptance acceptance) {
    return attempts.stream().filter(attempt -> attempt.acceptance() == acceptance).count();
  }

  private static void checkAccepted(
      Attempt attempt,
      Map<UUID, InventoryOrder> orders,
      Set<UUID> onTopic,
      List<String> violations) {
    var id = attempt.orderId();
    if (id == null) {
      violations.add("key %s got a reference without an order id: %s".formatted(attempt.key(),
          attempt.ref()));
      return;
    }
    if (!onTopic.contains(id)) {
      violations.add("order %s was accepted but is not in purchase-requests".formatted(id));
    }
    var order = orders.get(id);
    if (order == null) {
      violations.add("order %s was accepted but the inventory does not know it".formatted(id));
    } else if (!order.accountId().equals(attempt.accountId())) {
      violations.add("order %s of %s belongs to %s".formatted(id, attempt.accountId(),
          order.accountId()));
    } else if (!agrees(attempt, order)) {
      violations.add("order %s is %s (version %d), its buyer was last shown %s".formatted(id,
          order.status(), order.version(), attempt.seen()));
    }
  }

  /** A buyer may have stopped looking; what he saw must be a state on the order's way. */
  private static boolean agrees(Attempt attempt, InventoryOrder order) {
    var seen = attempt.seen();
    return !seen.forbids(new Seen(order.status(), seen.incarnation(), order.version()));
  }

  private void checkOrdersNobodyWasPromised(
      Map<UUID, InventoryOrder> orders,
      List<String> violations) {
    var mayHaveArrived = new HashMap<String, Integer>();
    var known = new HashSet<UUID>();
    for (var attempt : attempts) {
      var id = attempt.orderId();
      if (id != null) {
        known.add(id);
      } else if (attempt.acceptance() == Acceptance.UNKNOWN) {
        mayHaveArrived.merge(attempt.accountId(), 1, Integer::sum);
      }
    }
    orders.values()
        .stream()
        .filter(order -> !known.contains(order.orderId()))
        .collect(groupingBy(InventoryOrder::accountId))
        .forEach((account, unpromised) -> {
          if (unpromised.size() > mayHaveArrived.getOrDefault(account, 0)) {
            violations.add("order %s exists though its buyer %s was refused or never asked"
                .formatted(unpromised.getFirst().orderId(), account));
          }
        });
  }
}
