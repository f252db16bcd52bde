package dev.holdfast.campaign.verdict;

import dev.holdfast.campaign.site.Poisoned;
import dev.holdfast.demo.verdict.Check;
import dev.holdfast.demo.verdict.InventoryOrder;
import dev.holdfast.messages.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** What becomes of records nobody can decide: kept for a person, and whoever can be is answered. */
final class PoisonChecks {

  private static final String QUARANTINED =
      """
      SELECT shard, record_offset
        FROM inventory.quarantine
       WHERE topic = ?
      """;

  private final DataSource auditor;
  private final List<Poisoned> poisoned;

  PoisonChecks(DataSource auditor, List<Poisoned> poisoned) {
    this.auditor = auditor;
    this.poisoned = poisoned;
  }

  List<Check> all(Map<UUID, InventoryOrder> orders) throws SQLException {
    return List.of(kept(), answered(orders));
  }

  private Check kept() throws SQLException {
    var kept = new HashSet<String>();
    try (var connection = auditor.getConnection();
        var statement = connection.prepareStatement(QUARANTINED)) {
      statement.setString(1, Topics.REQUESTS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          kept.add(rows.getInt(1) + ":" + rows.getLong(2));
        }
      }
    }
    return Check.of("POISON", "every record nobody can decide is in quarantine", poisoned.stream()
        .filter(poison -> !kept.contains(poison.shard() + ":" + poison.offset()))
        .map(poison -> "%s at %d:%d".formatted(poison.sort(), poison.shard(), poison.offset()))
        .toList());
  }

  private Check answered(Map<UUID, InventoryOrder> orders) {
    var wrong = new ArrayList<String>();
    for (var poison : poisoned) {
      var order = orders.get(poison.orderId());
      var status = order == null ? "not there" : order.status();
      if (!status.equals(poison.answered() ? "REJECTED" : "not there")) {
        wrong.add("order %s of the record %s at %d:%d is %s".formatted(poison.orderId(),
            poison.sort(), poison.shard(), poison.offset(), status));
      }
    }
    return Check.of("POISON", "an order nobody can read is rejected, if anybody can tell it is one",
        wrong);
  }
}
