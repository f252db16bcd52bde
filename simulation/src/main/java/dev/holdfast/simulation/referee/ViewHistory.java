package dev.holdfast.simulation.referee;

import static dev.holdfast.simulation.model.Violation.unless;

import dev.holdfast.decisions.model.Incoming.Decidable;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.messages.Request.PlaceOrder;
import dev.holdfast.messages.Result;
import dev.holdfast.orders.Positions.Position;
import dev.holdfast.orders.model.OrderKey;
import dev.holdfast.orders.model.ProjectedEvent;
import dev.holdfast.orders.model.ProjectedOrder;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.store.Write;
import dev.holdfast.simulation.world.EventRow;
import dev.holdfast.simulation.world.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** What customers could have seen in the view, commit by commit. */
final class ViewHistory {

  private final World world;
  private final Map<OrderKey, Integer> versions = new HashMap<>();
  private final Map<String, Long> seqs = new HashMap<>();
  private long progress;

  ViewHistory(World world) {
    this.world = world;
  }

  void check(Collection<Write<?, ?>> writes) {
    for (var write : writes) {
      switch (write.row()) {
        case ProjectedOrder row -> checkOrder(row);
        case ProjectedEvent row -> checkEvent(row);
        case Position position -> checkProgress(position);
        case null, default -> {}
      }
    }
  }

  void checkTheEnd() {
    world.inventory()
        .orders()
        .committedEntries()
        .forEach(row -> checkEqual(row.getKey(), row.getValue()));
    world.inventory().events().committed().forEach(this::checkEqual);
    var announced = new HashSet<String>();
    for (long offset = 0; offset < world.results().end(); offset++) {
      if (world.results().at(offset) instanceof Result.Announced result) {
        announced.add(result.eventId() + " " + result.entry().seq());
      }
    }
    world.inventory()
        .ledger()
        .committed()
        .forEach(
            entry -> unless(announced.contains(entry.eventId() + " " + entry.seq()), Invariant.I9,
                entry.eventId(), entry.seq(), "was never announced"));
  }

  private void checkOrder(ProjectedOrder row) {
    var before = versions.put(new OrderKey(row.eventId(), row.orderId()), row.version());
    unless(before == null || before <= row.version(), Invariant.I11, "order", row.orderId(),
        "went from version", before, "back to", row.version());
  }

  private void checkEvent(ProjectedEvent row) {
    var before = seqs.put(row.eventId(), row.seq());
    unless(before == null || before <= row.seq(), Invariant.I11, row.eventId(), "went from seq",
        before, "back to", row.seq());
  }

  // Below the progress, order-api tells who is not in the view that his request never arrived.
  private void checkProgress(Position position) {
    for (; progress < position.nextOffset(); progress++) {
      if (world.requests().at(progress) instanceof Decidable(PlaceOrder place, _, _)) {
        unless(world.views()
            .orders()
            .committed(new OrderKey(place.eventId(), place.orderId())) != null, Invariant.I11,
            "progress is", position.nextOffset(), "but the order placed at", progress,
            "is not in the view");
      }
    }
  }

  private void checkEqual(Orders.Key key, Order order) {
    var row = world.views().orders().committed(new OrderKey(key.eventId(), key.orderId()));
    unless(row != null && row.version() == order.version() && row.status() == order.status(),
        Invariant.I9, order, "is shown as", row);
  }

  private void checkEqual(EventRow event) {
    var row = world.views().events().committed(event.eventId());
    unless(row != null && row.seq() == event.lastSeq()
        && row.available() == event.balance().available() && row.held() == event.balance().held()
        && row.sold() == event.balance().sold(), Invariant.I9, event, "is shown as", row);
  }
}
