package dev.holdfast.simulation.ports;

import static java.util.Objects.requireNonNull;

import dev.holdfast.inventory.Events;
import dev.holdfast.inventory.Orders;
import dev.holdfast.inventory.model.EventBook;
import dev.holdfast.inventory.model.Order.Held;
import dev.holdfast.messages.Balance;
import dev.holdfast.simulation.model.Mutation;
import dev.holdfast.simulation.world.EventRow;
import dev.holdfast.simulation.world.Playing;
import dev.holdfast.simulation.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

@Component
class SimulatedEvents implements Events {

  private final Playing playing;
  private final EarlyReads earlyReads;

  SimulatedEvents(Playing playing, EarlyReads earlyReads) {
    this.playing = playing;
    this.earlyReads = earlyReads;
  }

  @Override
  public List<EventBook> lock(int shard, Collection<String> eventIds) {
    var world = playing.world();
    if (world.has(Mutation.READ_BEFORE_EVENT_LOCK)) {
      world.database().statement("reads before it locks");
      earlyReads.keep(world.inventory().orders().rows());
    }
    if (world.has(Mutation.EXPIRY_LOCKS_ORDERS_FIRST)
        && world.scheduler().actor().startsWith("expiry")) {
      lockDueOrders(world, eventIds);
    }
    world.database().statement("locks events", eventIds);
    var rows = new ArrayList<EventRow>();
    var events = world.inventory().events();
    for (var eventId : new TreeSet<>(eventIds)) {
      if (events.find(eventId) != null) {
        if (!world.has(Mutation.NO_EVENT_LOCK)) {
          events.lock(eventId);
        }
        rows.add(requireNonNull(events.find(eventId)));
      }
    }
    world.database().statement("reads the clock");
    return rows.stream().map(row -> row.book(world.clocks().database())).toList();
  }

  @Override
  public void addUnknown(int shard, String topic, Collection<String> eventIds) {
    var world = playing.world();
    world.database().statement("adds unknown events", eventIds);
    for (var eventId : eventIds) {
      world.inventory().events().lock(eventId);
      if (world.inventory().events().find(eventId) == null) {
        world.inventory().events().insert(eventId, EventRow.unknown(eventId));
      }
    }
  }

  @Override
  public void save(int shard, Collection<EventBook> books) {
    var world = playing.world();
    world.database().statement("writes events");
    for (var book : books) {
      if (world.database().isConstrained()) {
        check(book.eventId(), book.balance());
      }
      world.inventory().events().update(book.eventId(), EventRow.of(book));
    }
  }

  private static void check(String eventId, Balance balance) {
    if (balance.available() < 0 || balance.held() < 0 || balance.sold() < 0) {
      throw new DataIntegrityViolationException("event %s: %s".formatted(eventId, balance));
    }
  }

  private static void lockDueOrders(World world, Collection<String> eventIds) {
    world.database().statement("locks due orders first", eventIds);
    var orders = world.inventory().orders();
    var due = new ArrayList<Orders.Key>();
    for (var eventId : eventIds) {
      orders.rows()
          .stream()
          .filter(order -> order instanceof Held held
              && !held.holdUntil().isAfter(world.clocks().database()))
          .map(order -> new Orders.Key(eventId, order.id()))
          .filter(key -> orders.find(key) != null)
          .forEach(due::add);
    }
    due.forEach(orders::lock);
  }
}
