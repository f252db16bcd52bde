package dev.holdfast.simulation.referee;

import static dev.holdfast.simulation.model.Violation.unless;
import static java.util.Objects.requireNonNull;

import dev.holdfast.decisions.model.Cursor;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.LedgerEntry;
import dev.holdfast.inventory.model.Order;
import dev.holdfast.simulation.model.Invariant;
import dev.holdfast.simulation.store.Write;
import dev.holdfast.simulation.world.EventRow;
import dev.holdfast.simulation.world.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Looks at every commit, and at everything once all is at rest. */
public final class Referee {

  private final World world;
  private final Map<String, EventHistory> histories = new HashMap<>();
  private final Decided decided;
  private final ViewHistory views;
  private long nextOffset;

  public Referee(World world) {
    this.world = world;
    this.decided = new Decided(world);
    this.views = new ViewHistory(world);
    world.database().watch(this::check);
  }

  /** Nothing is on its way any more: topic, view and inventory say the same. */
  public void checkTheEnd() {
    decided.check(0, world.requests().end());
    views.checkTheEnd();
    if (world.surprise() != null) {
      throw world.surprise();
    }
  }

  private void check(Collection<Write<?, ?>> writes) {
    var touched = new HashSet<String>();
    for (var write : writes) {
      switch (write.row()) {
        case LedgerEntry entry -> {
          history(entry.eventId()).append(entry);
          touched.add(entry.eventId());
        }
        case EventRow row -> touched.add(row.eventId());
        case Cursor cursor -> checkCursor(cursor);
        case null, default -> {}
      }
    }
    checkRows(touched);
    views.check(writes);
  }

  private void checkCursor(Cursor cursor) {
    if (cursor.nextOffset() > nextOffset) {
      decided.check(nextOffset, cursor.nextOffset());
      nextOffset = cursor.nextOffset();
    }
  }

  private void checkRows(Set<String> touched) {
    for (var eventId : touched) {
      var row = requireNonNull(world.inventory().events().committed(eventId));
      var history = history(eventId);
      unless(row.lastSeq() == history.lastSeq(), Invariant.I2, eventId, "ends at", row.lastSeq(),
          "its ledger at", history.lastSeq());
      unless(row.balance().equals(history.balance()), Invariant.I1, eventId, row.balance(),
          "its ledger", history.balance());
    }
    if (!touched.isEmpty()) {
      world.inventory()
          .orders()
          .committedEntries()
          .stream()
          .filter(row -> touched.contains(row.getKey().eventId()))
          .forEach(row -> checkOrder(row.getKey(), row.getValue()));
    }
  }

  private void checkOrder(Orders.Key key, Order order) {
    var told = history(key.eventId()).order(order.id());
    unless(told != null && told.version() == order.version() && told.status() == order.status(),
        Invariant.I6, order, "its ledger says", told);
    long applied = world.inventory()
        .payments()
        .committed()
        .stream()
        .filter(payment -> payment.payment().applied()
            && payment.payment().payment().orderId().equals(order.id()))
        .count();
    unless(applied == (order.paidBy() == null ? 0 : 1), Invariant.I5, order, "has", applied,
        "applied payments");
  }

  private EventHistory history(String eventId) {
    return histories.computeIfAbsent(eventId, of -> new EventHistory());
  }
}
